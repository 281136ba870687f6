// Stands in for parts of the Socket.IO client that every visitor would load and nobody would use: our server speaks no
// WebTransport and sends no binary data, and what we send has none.
export class WT {}

export const isBinary = (): boolean => false;
export const hasBinary = isBinary;
export const deconstructPacket = isBinary;
export const reconstructPacket = isBinary;
