// Adding somebody who has not written yet.
import { useQueryClient } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { api, must } from "@/api/client";
import { Button } from "@/ui/button";
import { Modal } from "@/ui/dialog";
import { InputField } from "@/ui/field";
import { FormProblem } from "@/ui/problem";
import { useSubmit } from "@/ui/use_submit";
import { customerListKey } from "./queries";

interface AddCustomerDialogProps {
  isOpen: boolean;
  onClose: () => void;
  onAdded: (id: string) => void;
}

export function AddCustomerDialog({ isOpen, onClose, onAdded }: AddCustomerDialogProps) {
  return (
    <Modal isOpen={isOpen} onClose={onClose} title={t`Add a customer`} width="max-w-md">
      <AddCustomerForm
        onCancel={onClose}
        onAdded={(id) => {
          onClose();
          onAdded(id);
        }}
      />
    </Modal>
  );
}

function AddCustomerForm({ onCancel, onAdded }: { onCancel: () => void; onAdded: (id: string) => void }) {
  const client = useQueryClient();
  const { isBusy, error, fields, onSubmit } = useSubmit(async ({ name, email, phone, external_id }) => {
    const body = {
      name: name || null,
      email: email || null,
      phone: phone || null,
      external_id: external_id || null,
    };
    const { uuid } = await must(api.POST("/api/v1/customers/", { body }));
    await client.invalidateQueries({ queryKey: customerListKey });
    onAdded(uuid);
  });
  const optional = t`optional`;
  return (
    <form onSubmit={onSubmit} className="flex min-h-0 flex-col">
      <div className="grid min-h-0 gap-4 overflow-y-auto px-6 pt-4 pb-2">
        <FormProblem error={error} />
        <InputField label={t`Name`} name="name" required autoFocus autoComplete="off" error={fields.name} />
        <InputField
          label={t`E-mail`}
          name="email"
          type="email"
          isOptional={optional}
          autoComplete="off"
          error={fields.email}
        />
        <InputField
          label={t`Phone`}
          name="phone"
          type="tel"
          isOptional={optional}
          autoComplete="off"
          error={fields.phone}
        />
        <InputField
          label={t`Your id`}
          name="external_id"
          isOptional={optional}
          autoComplete="off"
          error={fields.external_id}
          help={t`How your own shop or system calls them.`}
        />
      </div>
      <div className="flex justify-end gap-2 px-6 pt-3 pb-5">
        <Button onClick={onCancel}>{t`Cancel`}</Button>
        <Button type="submit" weight="primary" isBusy={isBusy}>
          {t`Add`}
        </Button>
      </div>
    </form>
  );
}
