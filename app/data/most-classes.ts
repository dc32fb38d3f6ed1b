/** A label must name a class: with more of them it is something else, an id or a text, and who confuses which fills no picture. */
export const mostClasses = 1000;
