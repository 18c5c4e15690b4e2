/** The keys that save where the focus is, as they are bound. What is shown of them is `showKeys`'s. */
export const saveKeys = '$mod+s';
