import { within } from '@testing-library/svelte';

/** What stands in the rows of a table below its head, cell by cell. */
export const rowsOf = (region: HTMLElement): string[][] =>
  within(region)
    .getAllByRole('row')
    .slice(1)
    .map((row) => [...row.children].map((cell) => (cell.textContent ?? '').replace(/\s+/g, ' ').trim()));
