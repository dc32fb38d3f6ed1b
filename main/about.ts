import about from '../package.json' with { type: 'json' };

/** Version of this Unfold. */
export const version: string = about.version;
