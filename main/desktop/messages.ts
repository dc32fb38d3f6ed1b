import { z } from 'zod';

const ticket = z.int().positive();

/** What the window may ask, as it arrives: calls of the contract, whose input the core's door parses, and the system's dialogs. */
export const asked = {
  /** With a ticket, by which it can be given up. */
  call: z.tuple([z.string().max(100), z.unknown(), ticket.optional()]),
  giveUp: z.tuple([ticket]),
  chooseFolder: z.tuple([]),
  chooseFile: z.tuple([z.array(z.object({ name: z.string().max(100), extensions: z.array(z.string().max(20)).max(50) })).max(20)]),
  saveAs: z.tuple([z.string().max(300)]),
};
