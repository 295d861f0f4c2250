// What user code gets for `tslab`, by import and by require.
import { tslabDisplay } from '../display/index.ts';
import { say } from './channel.ts';

export const { display, newDisplay, versions } = tslabDisplay(say);
