// Shows a value in the running notebook, whatever its kernel.
import type { DataFrame } from 'danfojs-node';
import { frameBundle } from './frame.ts';
import { outlet } from './outlet.ts';
import { bundleOf, type MimeBundle, type Picture } from './picture.ts';

/** Shows a figure with its caption below it, a data frame as a table, or Markdown. */
export function show(value: Picture | DataFrame | string): void {
  const { display } = outlet();
  if (typeof value === 'string') return void display(markdown(value));
  if (!isPicture(value)) return void display(frameBundle(value));
  display(bundleOf(value));
  if (value.caption !== '') display(markdown(value.caption));
}

const isPicture = (value: Picture | DataFrame): value is Picture => 'caption' in value;

const markdown = (text: string): MimeBundle => ({ 'text/markdown': text, 'text/plain': text });
