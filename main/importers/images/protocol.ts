import type { ImagePreprocessing } from '#app/data/images.ts';

/** Main → decoder; answered one after another, in this order. */
export type DecoderOrder =
  | {
      type: 'decode';
      id: number;
      /** Absolute paths. */
      files: string[];
      preprocessing: ImagePreprocessing;
      /** Decode images of any size: the caller has seen to it that memory suffices. */
      large: boolean;
    }
  | {
      type: 'picture';
      id: number;
      path: string;
      /** Longest side in pixels. */
      size: number;
      /** SHA-256 the file must have; null: any. */
      hash: string | null;
    };

/** Decoder → main. */
export type DecoderReport =
  | { type: 'ready' }
  /** One result a file, in order; `pixels` holds those of the decoded ones back to back. */
  | { type: 'decoded'; id: number; results: FileResult[]; pixels: Uint8Array }
  | { type: 'picture'; id: number; picture: Picture };

export type FileResult =
  | { kind: 'item'; width: number; height: number; bytes: number; modifiedAt: number; hash: string; pixels: string }
  | { kind: 'skipped'; reason: string; gone: boolean }
  /** Not decoded yet: about so many bytes of memory are needed. */
  | { kind: 'large'; memory: number };

export type Picture = { kind: 'made'; type: 'image/png' | 'image/webp'; bytes: Uint8Array } | { kind: 'none'; reason: string };
