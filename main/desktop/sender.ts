import { isOurs } from './address.ts';

/** What Electron tells of who sent a message. */
export interface Sender {
  /** The window's contents that it came from. */
  contents: number;
  /** Address of the frame, null when it is gone already. */
  url: string | null;
  /** Whether the frame is the whole window, not a frame in it. */
  top: boolean;
}

/** Why a message is not answered; null for one of our own page in our own window. */
export function senderRefusal(sender: Sender, ourContents: number | null): string | null {
  if (ourContents === null || sender.contents !== ourContents) return 'it comes from another window';
  if (!sender.top) return 'it comes from a frame inside the window';
  if (sender.url === null || !isOurs(sender.url)) return 'it comes from another page';
  return null;
}
