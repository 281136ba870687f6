// A search field that asks as it is typed in, while what is asked stands in the address and is late there.
import { useEffect, useRef, useState } from "react";

interface TypedSearch {
  typed: string;
  type: (text: string) => void;
  clear: () => void;
}

/** `searched` is what stands in the address; `onSearch` is to bring it there, in its own time. */
export function useTypedSearch(searched: string, onSearch: (q: string) => void): TypedSearch {
  const [typed, type] = useState(searched);
  const search = useRef(onSearch);
  useEffect(() => {
    search.current = onSearch;
  });

  /** What was asked and has not come to the address yet, the latest last. */
  const asked = useRef<string[]>([]);
  function ask(q: string): void {
    asked.current.push(q);
    search.current(q);
  }
  const seen = useRef(searched);
  useEffect(() => {
    if (searched === seen.current) return;
    seen.current = searched;
    const at = asked.current.lastIndexOf(searched);
    asked.current = asked.current.slice(at < 0 ? asked.current.length : at + 1);
    // A link or a key led elsewhere: what was typed before is not looked for there.
    // oxlint-disable-next-line react/set-state-in-effect
    if (at < 0) type(searched);
  }, [searched]);

  useEffect(() => {
    const wanted = typed.trim();
    if (wanted === searched) return;
    const timer = setTimeout(() => ask(wanted), 250);
    return () => clearTimeout(timer);
  }, [typed, searched]);

  function clear(): void {
    type("");
    ask("");
  }

  return { typed, type, clear };
}
