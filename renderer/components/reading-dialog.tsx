/** A narrow dialog with nothing to send: it is read, or its choices hold at once, and it closes. */
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

export function ReadingDialog(props: { title: string; onClose: () => void; children: ReactNode }) {
  const { title, onClose, children } = props;
  return (
    <Dialog
      title={title}
      isOpen
      width="narrow"
      onClose={onClose}
      actions={
        <Button size="large" keys="Esc" onClick={onClose}>
          Close
        </Button>
      }
    >
      {children}
    </Dialog>
  );
}
