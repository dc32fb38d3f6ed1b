import { connect } from 'node:net';

export interface RawAnswer {
  /** 0 where the other side closed without a word. */
  status: number;
  text: string;
}

/** Sends exactly these bytes to 127.0.0.1 and returns what comes until the other side ends, or `wait` ms of what came. */
export function rawHttp(port: number, bytes: string | Buffer, wait = 3000): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const end = () => {
      clearTimeout(timer);
      socket.destroy();
      const text = Buffer.concat(chunks).toString('latin1');
      resolve({ status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1] ?? 0), text });
    };
    const timer = setTimeout(end, wait);
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (Buffer.concat(chunks).includes('\r\n\r\n')) setTimeout(end, 30);
    });
    socket.on('error', end);
    socket.on('close', end);
  });
}
