import { z } from 'zod';
import { decode, encode } from '#app/contract/codec.ts';
import { type Event, event } from '#app/contract/events.ts';
import { answer, connectionLost, givenUp } from './answer.ts';
import type { Transport } from './client.ts';
import { upload } from './upload.ts';

const firstRetry = 250;
const slowestRetry = 4000;

/** The browser's door: calls as POST /call/NAME, events over a WebSocket at /events; a cookie says who we are. */
export function browserTransport(): Transport {
  return {
    async call(name, input, { signal } = {}) {
      try {
        const response = await fetch(`/call/${name}`, {
          method: 'POST',
          headers: { 'content-type': 'application/msgpack' },
          body: encode(input),
          ...(signal === undefined ? {} : { signal }),
        });
        return answer(decode(await response.arrayBuffer()));
      } catch {
        return signal?.aborted ? givenUp(name) : connectionLost();
      }
    },
    listen(onEvents, onState) {
      let retry = firstRetry;
      const open = (): void => {
        const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/events`);
        socket.binaryType = 'arraybuffer';
        socket.onopen = () => {
          retry = firstRetry;
          onState(true);
        };
        socket.onmessage = (message: MessageEvent<ArrayBuffer>) => {
          const events = readEvents(message.data);
          // What cannot be read is asked for again: a new connection asks for all that was missed.
          if (events === null) socket.close();
          else onEvents(events);
        };
        socket.onclose = () => {
          onState(false);
          setTimeout(open, retry);
          retry = Math.min(retry * 2, slowestRetry);
        };
      };
      open();
    },
    mediaBase: '/media/',
    onMenu: () => () => {},
    upload,
    native: null,
  };
}

function readEvents(bytes: ArrayBuffer): Event[] | null {
  try {
    return z.array(event).parse(decode(bytes));
  } catch {
    return null;
  }
}
