/** Images by the ending of their name; what is inside decides later. */
const images = /\.(png|jpe?g|jpe|jfif|webp|bmp|dib|gif|tiff?)$/i;
/** Images that Unfold does not read: they are listed as skipped with that reason, not passed over. */
const otherImages = /\.(avif|heic|heif|jxl|jp2|svg|ico|psd|tga|p[bgp]m|raw|dng|cr2|nef|arw)$/i;

/** Whether a file counts as one of the data, by its name. */
export const isImageName = (path: string): boolean => images.test(path) || otherImages.test(path);
