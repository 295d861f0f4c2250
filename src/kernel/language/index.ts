export { createLanguage, type LanguageOptions } from './createLanguage.ts';
