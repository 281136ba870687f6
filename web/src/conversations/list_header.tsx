// Over the list: which view it is, how many, which status, and the search.
import { t } from "@lingui/core/macro";
import { ChevronDown, Menu as MenuIcon, Search, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { IconButton } from "@/ui/button";
import { Menu, MenuItem } from "@/ui/menu";
import { useTypedSearch } from "@/ui/use_typed_search";
import { focusPoints } from "./focus_points";
import { type Place, useGo } from "./place";
import { runCommand } from "./run_command";
import { fixedStatus, type StatusChoice, statusOf } from "./views";
import { statusName, viewName } from "./words";

const choices: StatusChoice[] = ["open", "pending", "resolved", "closed", "any"];

export function ListHeader({
  place,
  total,
  onMenu,
}: {
  place: Place;
  total: number | null;
  onMenu: (() => void) | null;
}) {
  const go = useGo();
  const { view, search } = place;
  const isSearching = Boolean(search.q);
  const status = statusOf(view, search);
  return (
    <header className="px-3 pt-3 pb-2">
      <div className="flex h-8 items-center gap-1 pl-2">
        {onMenu && (
          <IconButton label={t`Views and settings`} onClick={onMenu} className="-ml-2">
            <MenuIcon size={18} />
          </IconButton>
        )}
        <h1 className="font-display truncate text-lg font-semibold tracking-tight">
          {isSearching ? t`Search` : viewName(view)}
        </h1>
        {total !== null && !isSearching && (
          <span className="text-faint tabular mt-0.5 ml-1 text-sm">{total}</span>
        )}
        {!fixedStatus(view) && !isSearching && (
          <div className="ml-auto">
            <Menu
              align="end"
              trigger={
                <button
                  type="button"
                  aria-label={t`Status: ${statusName(status)}`}
                  className="text-soft hover:bg-hover hover:text-ink inline-flex h-7 items-center gap-1 rounded-lg px-2 text-sm font-medium"
                >
                  {statusName(status)}
                  <ChevronDown size={14} aria-hidden />
                </button>
              }
            >
              {choices.map((choice) => (
                <MenuItem
                  key={choice}
                  isChosen={choice === status}
                  onChoose={() => go.toSearch({ status: choice === "open" ? undefined : choice })}
                >
                  {statusName(choice)}
                </MenuItem>
              ))}
            </Menu>
          </div>
        )}
      </div>
      <SearchField
        key={view}
        searched={search.q ?? ""}
        onSearch={(q) => go.toSearch({ q: q || undefined })}
      />
    </header>
  );
}

function SearchField({ searched, onSearch }: { searched: string; onSearch: (q: string) => void }) {
  const { typed, type, clear } = useTypedSearch(searched, onSearch);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    focusPoints.search = () => input.current?.select();
    return () => {
      focusPoints.search = null;
    };
  }, []);

  return (
    <div className="relative mt-1.5">
      <Search size={15} className="text-faint pointer-events-none absolute top-2 left-2.5" aria-hidden />
      <input
        ref={input}
        type="search"
        aria-label={t`Search all conversations`}
        placeholder={t`Search all conversations`}
        value={typed}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && typed) clear();
          if (event.key === "Escape" || event.key === "Enter") input.current?.blur();
          if (event.key === "Enter") runCommand("next");
        }}
        className="bg-sunken focus:bg-raised focus:outline-accent h-8 w-full rounded-lg border border-transparent pr-8 pl-8 text-sm focus:outline-2 focus:-outline-offset-1 [&::-webkit-search-cancel-button]:hidden"
      />
      {typed ? (
        <button
          type="button"
          aria-label={t`Clear the search`}
          onClick={clear}
          className="text-soft hover:bg-hover absolute top-1 right-1 inline-flex size-6 items-center justify-center rounded-md"
        >
          <X size={14} />
        </button>
      ) : (
        <kbd className="border-line-strong/60 text-faint absolute top-1.5 right-2 rounded-[5px] border px-1.5 text-2xs max-md:hidden">
          /
        </kbd>
      )}
    </div>
  );
}
