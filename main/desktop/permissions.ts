import { isOurs } from './address.ts';

export interface PermissionAsked {
  permission: string;
  /** Address or origin of the frame that asks. */
  from: string;
  top: boolean;
  /** `video` and `audio`, for the permission "media". */
  media: readonly string[];
}

/** Everything is denied but the camera, for our own page, when the user tries an image with it; and writing to the clipboard. */
export function permissionGranted({ permission, from, top, media }: PermissionAsked): boolean {
  if (!top || !isOurs(from)) return false;
  if (permission === 'clipboard-sanitized-write') return true;
  return permission === 'media' && media.length > 0 && media.every((kind) => kind === 'video');
}
