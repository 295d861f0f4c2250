// Files out of the browser and into it.

/** Offers a text for download. */
export function download(name: string, type: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** Text of a file; what is larger than `limit` bytes is not even read. */
export async function readText(file: File, limit: number): Promise<string> {
  if (file.size > limit)
    throw new RangeError(
      `"${file.name.slice(0, 100)}" has ${file.size} bytes; a review has at most ${limit}`,
    );
  return file.text();
}
