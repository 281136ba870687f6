// Stands in for parts of engine.io-client that every visitor would load and nobody would use: our server speaks no
// WebTransport and sends no binary data.
export class WT {}

export const decode = (): ArrayBuffer => new ArrayBuffer(0);
