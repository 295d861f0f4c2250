// `assay data`: fetches the data sets and says what is here.
import { type DownloadProgress, fetchDataSets } from '../data/index.ts';
import { type Call, paint, print } from './call.ts';
import { table } from './table.ts';

const MEBI = 1 << 20;

export async function data({ signal }: Call): Promise<number> {
  const meter = await showDownloads();
  const states = await fetchDataSets({ signal, progress: meter.update }).finally(meter.stop);
  const rows = states.map((state) =>
    state.available
      ? [state.name, paint(state.official ? 'green' : 'yellow', state.provenance), state.where]
      : [state.name, paint('red', 'missing'), state.reason],
  );
  print(table(rows));
  return states.every(({ available }) => available) ? 0 : 1;
}

/** A bar per file on a terminal, a line per file elsewhere. */
async function showDownloads(): Promise<{ update: (step: DownloadProgress) => void; stop: () => void }> {
  const { CI } = process.env;
  const seen = new Set<string>();
  const isNew = (file: string): boolean => !seen.has(file) && Boolean(seen.add(file));
  if (!process.stdout.isTTY || CI)
    return {
      stop: () => {},
      update: ({ dataSet, file, total }) => {
        const size = total === undefined ? '' : `, ${(total / MEBI).toFixed(1)} MiB`;
        if (isNew(`${dataSet}/${file}`)) print(`fetching ${dataSet}: ${file}${size}`);
      },
    };
  const { SingleBar, Presets } = await import('cli-progress');
  const format = '{name} [{bar}] {value} of {total} MiB  {eta_formatted} left';
  const bar = new SingleBar({ format, stream: process.stdout, hideCursor: true, barsize: 24 }, Presets.rect);
  return {
    stop: () => bar.stop(),
    update: ({ dataSet, file, received, total = 0 }) => {
      const name = `${dataSet}/${file}`;
      if (isNew(name)) {
        bar.stop();
        bar.start(Math.ceil(total / MEBI), 0, { name });
      }
      bar.update(Math.ceil(received / MEBI), { name });
    },
  };
}
