/** Numbers that one block may make of one item: 512 MB as float32; more than that is a mistake or an attack. */
export const mostNumbers = 2 ** 27;

/** Parameters of a whole model: 2 GB as float32, four times that with Adam. */
export const mostParameters = 2 ** 29;
