// The package's types describe its CommonJS file; what is imported is its module, whose default is the function itself.
declare module '@jest/diff-sequences' {
  // biome-ignore lint/style/noDefaultExport: it is how the package exports it.
  export default function diffSequences(
    aLength: number,
    bLength: number,
    isCommon: (aIndex: number, bIndex: number) => boolean,
    foundSubsequence: (nCommon: number, aCommon: number, bCommon: number) => void,
  ): void;
}
