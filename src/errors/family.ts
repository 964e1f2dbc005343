/** A family of error codes: what each one advises when the thrower has nothing more exact to say. */
export type ErrorFamily = Readonly<Record<string, { readonly retryable: boolean; readonly cure: string }>>;
