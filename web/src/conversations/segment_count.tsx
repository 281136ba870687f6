// How many text messages an answer is cut into, which is what it costs.
import { plural, t } from "@lingui/core/macro";
import { Tip } from "@/ui/tip";
import { smsSegments } from "./sms_segments";

export function SegmentCount({ text }: { text: string }) {
  const { count, left } = smsSegments(text);
  return (
    <Tip
      label={t`It is sent, and paid for, as so many text messages; ${left} more letters fit into the last one`}
    >
      <span className="text-faint pl-2 text-xs whitespace-nowrap tabular-nums">
        {plural(count, { one: "# SMS", other: "# SMS" })}
      </span>
    </Tip>
  );
}
