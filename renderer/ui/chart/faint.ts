/** Of the colour of a raw curve behind its smoothed one, in percent: the denser its points stand, the less, since they fill a surface then. */
export const faintShare = (points: number, pixels: number): number => Math.round(35 - 23 * Math.min(1, points / Math.max(1, pixels)));
