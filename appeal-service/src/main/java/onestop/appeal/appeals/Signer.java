package onestop.appeal.appeals;

/** Who of the unit that has an appeal has signed for it. */
enum Signer {
    NONE,
    MAY_HANDLE,
    /** They turned out to have had a part in its file, or the file was named later. */
    RECUSED
}
