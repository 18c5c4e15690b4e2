/** Catches what a view throws while drawing, so that the window says it instead of going blank. */
import { Component, type ReactNode } from 'react';
import { Button } from '#renderer/components/button.tsx';
import { ErrorPanel } from '#renderer/components/error-panel.tsx';
import { markReady } from '#renderer/lib/app-state.ts';

interface ErrorBoundaryState {
  message: string | undefined;
}

export class ErrorBoundary extends Component<{ children: ReactNode }, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { message: undefined };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override componentDidCatch(): void {
    markReady();
  }

  override render(): ReactNode {
    if (this.state.message === undefined) return this.props.children;
    return (
      <ErrorPanel
        error={{
          code: 'internal',
          message: 'This view failed and was taken off the screen.',
          detail: {
            likelyCause: this.state.message,
            cure: 'Draw it again; if it fails again, close and open the window.',
          },
        }}
        actions={
          <Button look="primary" onClick={() => this.setState({ message: undefined })}>
            Draw again
          </Button>
        }
      />
    );
  }
}
