// A line of the panel that becomes a field when it is clicked: Enter saves, Escape leaves it as it was.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { explain, Failure } from "@/api/failure";
import { classes } from "@/ui/classes";

interface EditableLineProps {
  label: string;
  value: string;
  type?: "text" | "email" | "tel";
  onSave: (text: string) => Promise<void>;
}

export function EditableLine({ label, value, type = "text", onSave }: EditableLineProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function save(): Promise<void> {
    const text = typed?.trim() ?? value;
    if (text === value) return leave();
    try {
      await onSave(text);
      leave();
    } catch (error) {
      const field = error instanceof Failure ? Object.values(error.fields)[0] : undefined;
      setProblem(field ?? explain(error));
    }
  }

  function leave(): void {
    setTyped(null);
    setProblem(null);
  }

  return (
    <div>
      <label className="flex min-h-7 items-center gap-3 text-sm">
        <span className="text-faint w-[4.75rem] shrink-0 truncate">{label}</span>
        <input
          type={type}
          value={typed ?? value}
          placeholder={t`Add`}
          aria-invalid={problem ? true : undefined}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => void save()}
          onKeyDown={(event) => {
            if (event.key === "Enter") event.currentTarget.blur();
            if (event.key === "Escape" && typed !== null) {
              leave();
              event.stopPropagation();
            }
          }}
          title={value}
          className={classes(
            "hover:bg-hover focus:bg-raised focus:outline-accent -mx-2 h-7 min-w-0 grow truncate rounded-md bg-transparent px-2 focus:outline-2 focus:-outline-offset-1",
            problem && "outline-danger outline-1",
          )}
        />
      </label>
      {problem && (
        <p role="alert" className="text-danger pl-24 text-xs">
          {problem}
        </p>
      )}
    </div>
  );
}
