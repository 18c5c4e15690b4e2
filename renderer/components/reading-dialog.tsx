/** A narrow dialog with nothing to send: it is read, or its choices hold at once, and it closes. */
import { Button } from './button.tsx';
import { Dialog, type DialogProps } from './dialog.tsx';

export type ReadingDialogProps = Pick<DialogProps, 'title' | 'onClose' | 'children' | 'isScrolledByKeys'>;

export function ReadingDialog({ title, onClose, children, isScrolledByKeys = false }: ReadingDialogProps) {
  return (
    <Dialog
      title={title}
      isOpen
      width="narrow"
      isScrolledByKeys={isScrolledByKeys}
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
