// What `assay doctor` finds of a part of the machine.

export interface Finding {
  /** `note`: not needed for everything. */
  readonly is: 'good' | 'note' | 'broken';
  readonly text: string;
}

export const good = (text: string): Finding => ({ is: 'good', text });
export const note = (text: string): Finding => ({ is: 'note', text });
export const broken = (text: string): Finding => ({ is: 'broken', text });
