// Stands in for a part of the Socket.IO client that every visitor would load and nobody would use: our server speaks no
// WebTransport.
export class WT {}
