/** From this rate on a tenth of it would hardly help: one begins again with the usual one. */
const wild = 0.01;
const usual = 0.001;

/** The learning rate to go on with after a loss that was no number: a tenth, as it is written. */
export const saferRate = (rate: number): number => (rate > wild ? usual : Number((rate / 10).toPrecision(3)));
