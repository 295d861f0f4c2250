// What waits in a cell, to be rejected when it is stopped: a linked list, which costs an await half of what a Set does.

export interface Waiting {
  readonly reject: (reason: Error) => void;
  before: Waiting | undefined;
  after: Waiting | undefined;
}

export interface Pending {
  readonly add: (reject: (reason: Error) => void) => Waiting;
  readonly remove: (entry: Waiting) => void;
  /** Empties the list; gives whether there was one. */
  readonly rejectAll: (reason: Error) => boolean;
}

export function createPending(): Pending {
  let first: Waiting | undefined;
  const remove = (entry: Waiting): void => {
    const { before, after } = entry;
    if (before) before.after = after;
    else if (first === entry) first = after;
    if (after) after.before = before;
    entry.before = undefined;
    entry.after = undefined;
  };
  return {
    add: (reject) => {
      const entry: Waiting = { reject, before: undefined, after: first };
      if (first) first.before = entry;
      first = entry;
      return entry;
    },
    remove,
    rejectAll: (reason) => {
      const any = first !== undefined;
      for (let entry = first; entry; entry = first) {
        remove(entry);
        entry.reject(reason);
      }
      return any;
    },
  };
}
