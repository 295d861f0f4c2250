// Text fields that refuse what is too long or wrong, and say why.

/** Shows an error beside a field, or takes it away. */
export function showError(field: HTMLElement, message: string | undefined): void {
  const place = document.getElementById(field.getAttribute('aria-describedby')!)!;
  place.textContent = message ?? '';
  if (message === undefined) field.removeAttribute('aria-invalid');
  else field.setAttribute('aria-invalid', 'true');
}

export type TextField = HTMLInputElement | HTMLTextAreaElement;

/** Hands on what is entered where `refuse` finds nothing wrong with it; else what was kept before stays. */
export function onText(
  field: TextField,
  refuse: (text: string) => string | undefined,
  take: (text: string) => void,
  event: 'input' | 'change' = 'input',
): void {
  field.addEventListener(event, () => {
    const problem = refuse(field.value);
    showError(field, problem === undefined ? undefined : `Not kept: ${problem}.`);
    if (problem === undefined) take(field.value);
  });
}
