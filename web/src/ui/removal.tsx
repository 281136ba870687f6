// The question before something is removed for good.
import { t } from "@lingui/core/macro";
import { Button } from "./button";
import { Modal } from "./dialog";

interface RemovalProps {
  isOpen: boolean;
  title: string;
  /** What goes with it, and what stays. */
  description: string;
  onClose: () => void;
  onRemove: () => void;
}

export function Removal({ isOpen, title, description, onClose, onRemove }: RemovalProps) {
  return (
    <Modal isOpen={isOpen} onClose={onClose} title={title} description={description} width="max-w-md">
      <div className="flex justify-end gap-2 px-6 pt-4 pb-5">
        <Button onClick={onClose}>{t`Keep`}</Button>
        <Button
          weight="danger"
          onClick={() => {
            onClose();
            onRemove();
          }}
        >
          {t`Remove`}
        </Button>
      </div>
    </Modal>
  );
}
