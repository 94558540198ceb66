/** Pages of a listing as S3 answers `ListObjectsV2`, cut after so many keys. */
export function listing(keys: readonly string[], after: string, size: number): string {
  const sorted = [...keys].sort().filter((key) => key > after);
  const page = sorted.slice(0, size);
  const contents = page.map((key) => `<Contents><Key>${key}</Key><Size>5</Size></Contents>`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><IsTruncated>${String(
    sorted.length > size,
  )}</IsTruncated>${contents}</ListBucketResult>`;
}
