/** Redaction of personal data: for programs that print, count or keep what calls tell them. */
export { redactor, type Redactor, type RedactorOptions } from './redactor.ts';
