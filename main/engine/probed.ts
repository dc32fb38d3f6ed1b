/** What the probe tells the process that forked it: what the library in the folder it was given turned out to be. */
export type Probed = { ok: true; version: string; device: string; note: string | null } | { ok: false; message: string };
