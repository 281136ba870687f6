// Numbers beside each other as bars: a list that reads well and is seen at a glance.
import { count } from "./words";

export function Bars({ bars }: { bars: { name: string; many: number }[] }) {
  const most = Math.max(...bars.map(({ many }) => many), 1);
  return (
    <dl className="grid gap-3">
      {bars.map(({ name, many }) => (
        <div
          key={name}
          className="grid grid-cols-[minmax(0,15rem)_minmax(0,1fr)_3rem] items-center gap-x-4 max-sm:grid-cols-[minmax(0,1fr)_3rem]"
        >
          <dt className="text-sm">{name}</dt>
          <dd
            aria-hidden
            className="bg-hover h-2.5 overflow-hidden rounded-full max-sm:order-last max-sm:col-span-2 max-sm:mt-1"
          >
            <div className="bg-accent h-full rounded-full" style={{ width: `${(many / most) * 100}%` }} />
          </dd>
          <dd className="tabular text-end text-sm font-semibold">{count(many)}</dd>
        </div>
      ))}
    </dl>
  );
}
