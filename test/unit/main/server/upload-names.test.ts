import { describe, expect, it } from 'vitest';
import { uploadPath } from '#main/server/upload-names.ts';

describe('uploadPath', () => {
  it('keeps folders and names of any script', () => {
    expect(uploadPath('Blüten/薔薇/<b>"1".png', 'linux')).toEqual(['Blüten', '薔薇', '<b>"1".png']);
  });

  it('undoes what forms make of quotes', () => {
    expect(uploadPath('a/%22quoted%22.png', 'linux')).toEqual(['a', '"quoted".png']);
  });

  it.each([
    ['../../etc/passwd', ['etc', 'passwd']],
    ['/etc/passwd', ['etc', 'passwd']],
    ['..\\..\\windows\\x.png', ['windows', 'x.png']],
    ['C:\\x.png', ['C:', 'x.png']],
    ['a/./b/../c.png', ['a', 'b', 'c.png']],
    ['a\0b.png', ['ab.png']],
    ['.\u0001./x.png', ['x.png']],
    ['..', null],
    ['', null],
    ['///', null],
    ['a/b/c/d/e/f/g/h/i.png', null],
  ])('leads nowhere out of the folder: %j', (name, parts) => {
    expect(uploadPath(name, 'linux')).toEqual(parts);
  });

  it('shortens what no file system takes, and keeps the ending', () => {
    const [name = ''] = uploadPath(`${'ü'.repeat(300)}.png`, 'linux') ?? [];
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    expect(name).toMatch(/^ü+\.png$/);
  });

  it('has no devices and no forbidden signs on Windows', () => {
    expect(uploadPath('con/a<b>:c.png', 'win32')).toEqual(['_con', 'a_b__c.png']);
    expect(uploadPath('aux.png', 'win32')).toEqual(['_aux.png']);
    expect(uploadPath('dots... /x. ', 'win32')).toEqual(['dots', 'x']);
    expect(uploadPath('.../x.png', 'win32')).toEqual(['x.png']);
  });
});
