/** All that jsonld.js' expansion and toRdf take of rdf-canonize; canonicalizing is our own (worker/credential/canonicalize). */
import IdentifierIssuer from '../../node_modules/rdf-canonize/lib/IdentifierIssuer.js'

export { IdentifierIssuer }
