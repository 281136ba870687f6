// Stands in for the WebTransport code of engine.io-client: our server doesn't speak it, and every visitor would load it.
export class WT {}
