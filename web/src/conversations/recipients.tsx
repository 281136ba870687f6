// Whom an answer by mail goes to: the customer always, others as the agent likes. A line that opens into fields.
import { t } from "@lingui/core/macro";
import { X } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import type { MailPerson } from "@/api/types";
import { type Recipients, isSame, named, readPeople, withPeople } from "./people";

interface RecipientsProps {
  customer: string;
  recipients: Recipients;
  onChange: (recipients: Recipients) => void;
}

export function RecipientsLine({ customer, recipients, onChange }: RecipientsProps) {
  const { cc, bcc } = recipients;
  const [isOpen, setOpen] = useState(false);
  const showsCc = isOpen || cc.length > 0;
  const showsBcc = isOpen || bcc.length > 0;
  return (
    <div className="border-line mx-3.5 mt-2 grid gap-1 border-b pb-1.5 text-xs">
      <p className="text-soft flex min-h-6 items-center gap-1.5">
        <span className="w-7 shrink-0 font-semibold">{t`To`}</span>
        <bdi className="truncate">{customer}</bdi>
        {!showsBcc && (
          <button
            type="button"
            onClick={() => setOpen(true)}
            className="hover:text-ink ml-auto shrink-0 rounded px-1 font-semibold underline-offset-2 hover:underline"
          >
            {showsCc ? t`Bcc` : t`Cc, Bcc`}
          </button>
        )}
      </p>
      {showsCc && (
        <PeopleField label={t`Cc`} people={cc} onChange={(people) => onChange({ cc: people, bcc })} />
      )}
      {showsBcc && (
        <PeopleField label={t`Bcc`} people={bcc} onChange={(people) => onChange({ cc, bcc: people })} />
      )}
    </div>
  );
}

function PeopleField({
  label,
  people,
  onChange,
}: {
  label: string;
  people: MailPerson[];
  onChange: (people: MailPerson[]) => void;
}) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);

  function take(): boolean {
    const { people: read, rest } = readPeople(typed);
    if (read.length > 0) onChange(withPeople(people, read));
    setTyped(rest);
    setWrong(rest !== "");
    return rest === "";
  }

  function press(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return;
    const last = people.at(-1);
    if (event.key === "Backspace" && typed === "" && last) {
      onChange(people.slice(0, -1));
      setTyped(named(last));
    } else if (["Enter", ",", ";"].includes(event.key) && !event.ctrlKey && !event.metaKey && typed.trim())
      take();
    else return;
    event.preventDefault();
  }

  return (
    <div className="flex flex-wrap items-center gap-1">
      <label htmlFor={id} className="text-soft w-7 shrink-0 font-semibold">
        {label}
      </label>
      {people.map((one) => (
        <span
          key={one.address}
          title={named(one)}
          className="bg-ink/6 inline-flex h-6 max-w-56 items-center gap-1 rounded-md ps-2"
        >
          <bdi className="truncate">{one.name ?? one.address}</bdi>
          <button
            type="button"
            aria-label={t`Take ${one.address} off`}
            onClick={() => onChange(people.filter(({ address }) => !isSame(address, one.address)))}
            className="text-soft hover:text-ink inline-flex size-6 shrink-0 items-center justify-center"
          >
            <X size={12} aria-hidden />
          </button>
        </span>
      ))}
      <input
        id={id}
        type="text"
        inputMode="email"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setWrong(false);
        }}
        onKeyDown={press}
        onBlur={take}
        aria-invalid={isWrong || undefined}
        aria-describedby={isWrong ? `${id}-problem` : undefined}
        className="h-6 min-w-32 grow bg-transparent outline-none"
      />
      {isWrong && (
        <span id={`${id}-problem`} className="text-danger w-full ps-8 font-medium">
          {t`This is no e-mail address. It will not get the answer.`}
        </span>
      )}
    </div>
  );
}
