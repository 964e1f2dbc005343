/** What one caller may take up; the contract promises it. Bytes: of the names of slots and their values as JSON. */
export const callerLimits = { slots: 64, bytes: 65_536 } as const;
