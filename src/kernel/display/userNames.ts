// The engine's messages quote rewritten code: `(0 , $0.f) is not a function`.

const NAME = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$]*`;
const BANK = String.raw`\$+\d+(?:\.import \d+\.\d+)?\.`;
const CALLED = new RegExp(String.raw`\((?:0|${NAME}) , ${BANK}(${NAME})\)`, 'gu');
const ACCESS = new RegExp(`${BANK}(${NAME})`, 'gu');
const RUNTIME = /\$+k\.m\b/g;

/** Message of a TypeError or ReferenceError of the engine with the names that the user wrote. */
export const inUserNames = (message: string): string =>
  message.replace(CALLED, '$1').replace(ACCESS, '$1').replace(RUNTIME, 'import.meta');
