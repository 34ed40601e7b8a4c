const most = 2_000_000;
const wanted = 1_500_000;

/** A photo over 2 MB as a JPEG of at most about 1.5 MB, still sharp enough to read; anything else, and what the browser cannot draw, as it came. */
export async function shrunk(file: File): Promise<File> {
  if (file.size <= most || !/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type) || typeof createImageBitmap !== 'function') return file;
  try {
    const picture = await createImageBitmap(file);
    for (const [side, quality] of [
      [3000, 0.85],
      [2400, 0.8],
      [2000, 0.75],
      [1600, 0.7],
    ] as const) {
      const scale = Math.min(1, side / Math.max(picture.width, picture.height));
      const canvas = document.createElement('canvas');
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      const pen = canvas.getContext('2d');
      if (!pen) return file;
      // Papers with a clear ground would turn black as JPEG.
      pen.fillStyle = 'white';
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
      if (blob && blob.size <= wanted) return new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' });
    }
  } catch {
    // The server looks at the original then.
  }
  return file;
}
