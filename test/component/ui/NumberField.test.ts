import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import NumberField from '#renderer/ui/NumberField.svelte';
import { numberProblem, readNumber, writeNumber } from '#renderer/ui/number-entry.svelte.ts';

function setUp(
  props: Partial<{ value: number; min: number; max: number; step: number; whole: boolean; unit: string; onenter: () => void }> = {},
) {
  const onchange = vi.fn<(value: number) => void>();
  render(NumberField, { name: 'Batch size', value: 128, min: 1, max: 3850, whole: true, onchange, ...props });
  return { onchange, field: screen.getByRole<HTMLInputElement>('spinbutton', { name: 'Batch size' }) };
}

describe('a number field', () => {
  it('gives on what holds while it is typed', async () => {
    const { field, onchange } = setUp();
    await fireEvent.input(field, { target: { value: '64' } });
    expect(onchange).toHaveBeenLastCalledWith(64);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('keeps back what does not hold and says why in place', async () => {
    const { field, onchange } = setUp();
    await fireEvent.input(field, { target: { value: '5000' } });
    expect(onchange).not.toHaveBeenCalled();
    expect(screen.getByRole('alert').textContent).toBe('Batch size must be 1 to 3,850; got 5000.');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(field.getAttribute('aria-describedby')).toBe(screen.getByRole('alert').id);
  });

  it('steps by the arrows, tenfold with Shift, and stops at the bounds', async () => {
    const { field, onchange } = setUp({ value: 3845 });
    await fireEvent.keyDown(field, { key: 'ArrowUp' });
    expect(onchange).toHaveBeenLastCalledWith(3846);
    await fireEvent.keyDown(field, { key: 'ArrowUp', shiftKey: true });
    expect(onchange).toHaveBeenLastCalledWith(3850);
    await fireEvent.keyDown(field, { key: 'ArrowDown', shiftKey: true });
    expect(onchange).toHaveBeenLastCalledWith(3840);
  });

  it('steps without rounding noise', async () => {
    const { field, onchange } = setUp({ value: 0.1, min: 0, max: 1, step: 0.2, whole: false });
    await fireEvent.keyDown(field, { key: 'ArrowUp' });
    expect(onchange).toHaveBeenLastCalledWith(0.3);
    expect(field.value).toBe('0.3');
  });

  it('goes back to the last number that held on Esc', async () => {
    const { field } = setUp();
    await fireEvent.input(field, { target: { value: 'many' } });
    await fireEvent.keyDown(field, { key: 'Escape' });
    expect(field.value).toBe('128');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('takes Enter only for a number that holds', async () => {
    const onenter = vi.fn();
    const { field } = setUp({ onenter });
    await fireEvent.input(field, { target: { value: '' } });
    await fireEvent.keyDown(field, { key: 'Enter' });
    expect(onenter).not.toHaveBeenCalled();
    await fireEvent.input(field, { target: { value: '32' } });
    await fireEvent.keyDown(field, { key: 'Enter' });
    expect(onenter).toHaveBeenCalledOnce();
  });

  it('shows a value that changes from outside', async () => {
    const { rerender } = render(NumberField, { name: 'Filters', value: 32 });
    await rerender({ value: 64 });
    expect(screen.getByRole<HTMLInputElement>('spinbutton', { name: 'Filters' }).value).toBe('64');
  });

  it('leaves what somebody is about to type over as it is, and shows a value from outside once they have left', async () => {
    const { rerender } = render(NumberField, { name: 'Epochs', value: 20 });
    const field = screen.getByRole<HTMLInputElement>('spinbutton', { name: 'Epochs' });
    await fireEvent.focus(field);
    await rerender({ value: 50 });
    expect([field.value, field.selectionStart, field.selectionEnd]).toEqual(['20', 0, 2]);
    await fireEvent.blur(field);
    expect(field.value).toBe('50');
  });

  it('takes the number that stands there as chosen once it is typed', async () => {
    const { field, onchange } = setUp();
    await fireEvent.focus(field);
    await fireEvent.input(field, { target: { value: '128' } });
    expect(onchange).toHaveBeenLastCalledWith(128);
  });

  it('groups the digits of a whole number once it is typed, and reads them so', async () => {
    const { field, onchange } = setUp({ max: 100_000 });
    await fireEvent.input(field, { target: { value: '20000' } });
    expect(field.value).toBe('20000');
    await fireEvent.blur(field);
    expect(field.value).toBe('20,000');
    await fireEvent.input(field, { target: { value: '3,850' } });
    expect(onchange).toHaveBeenLastCalledWith(3850);
  });

  it('leaves the text alone while it means the same number', async () => {
    const { field } = setUp({ whole: false, min: 0 });
    await fireEvent.input(field, { target: { value: '1.50' } });
    expect(field.value).toBe('1.50');
    await fireEvent.blur(field);
    expect(field.value).toBe('1.5');
  });
});

describe('reading numbers', () => {
  it.each([
    ['0.001', 0.001],
    ['1e-3', 0.001],
    ['0,001', 0.001],
    ['1 000', 1000],
    ["1'000", 1000],
    ['-.5', -0.5],
  ])('%s', (text, value) => expect(readNumber(text)).toBe(value));

  it.each(['', 'NaN', 'Infinity', '0x10', '1,2,3', '1e', '--1', '3px'])('"%s" is none', (text) => {
    expect(readNumber(text)).toBeNaN();
  });

  it('writes them shortly', () => {
    expect(writeNumber(0.1 + 0.2)).toBe('0.3');
    expect(writeNumber(Number.NaN)).toBe('');
  });
});

describe('what is wrong with a number', () => {
  const bounds = { name: 'Rate', min: 0, max: Infinity, step: 1, whole: false, unit: '' };
  it.each([
    ['-1', bounds, 'Rate must be 0 or more; got -1.'],
    ['', bounds, 'Rate must be 0 or more; got nothing.'],
    ['x', bounds, 'Rate must be 0 or more; got "x".'],
    ['1.5', { ...bounds, max: 9, whole: true }, 'Rate must be a whole number, 0 to 9; got 1.5.'],
    ['200', { ...bounds, max: 180, unit: '°' }, 'Rate must be 0 to 180 °; got 200.'],
  ])('%s', (text, within, problem) => expect(numberProblem(text, within)).toBe(problem));
});
