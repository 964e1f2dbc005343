/** The one error of the house. */
export { AntiphonError, type AntiphonErrorOptions, type ErrorCode } from './antiphon-error.ts';
