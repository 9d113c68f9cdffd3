"""Instructions to the assistant in Spanish. Patterns are without accents, as folded text is."""

from __future__ import annotations

from chatbot.guards.injection.phrases import Kind, rule, upto, words

_OWN = "mi|mis|nuestr[oa]s?|yo"
_FORGET = words(
    "ignor(?:a|ar|e|en|es|ando)", "olvid(?:a|ar|e|en|ate|ese)(?: de)?", "descart(?:a|ar|e)",
    "omit(?:e|ir|a)", "desobede(?:ce|zca|cer)", "anul(?:a|ar|e)", "salta(?:r|te)?",
    "(?:haz|haga|hagan) caso omiso(?: de)?", "deja(?:r)? de (?:lado|seguir|obedecer)",
    "pasa(?:r)? por alto", "prescind(?:e|ir|a)(?: de)?", "desactiv(?:a|ar|e)", "borr(?:a|ar|e)",
    "elimin(?:a|ar|e)", "sobrescrib(?:e|ir|a)", "reemplaz(?:a|ar|e)",
    "no (?:sigas|siga|obedezcas|obedezca|respetes|respete|tengas en cuenta|hagas caso(?: a| de)?)",
    "sin (?:seguir|respetar|tener en cuenta)",
)  # fmt: skip
_RULES = (
    "instruccion(?:es)?|reglas|normas|indicaciones|directrices|directivas|restricciones|ordenes|"
    "limitaciones|prompts?|programacion|pautas|comandos|filtros"
)
_EARLIER = (
    "tus?|sus?|anterior(?:es)?|previ[ao]s?|precedentes?|iniciales|original(?:es)?|"
    "del sistema|de arriba|recibid[ao]s|existentes|cualquier"
)
# "My boss ignores all the rules" is no order, so "all" alone needs the place of one.
_ORDER = r"(?:^|[.!?:;,\n\"'(-]\s*|\b(?:por favor|y|ahora|debes|puedes|quiero que) )"
_BUSINESS = r"(?! (?:de (?:cancelacion|reembolso|pago|reserva|uso|acceso)|para|sobre)\b)"
_HIDDEN = (
    r"\b(?:prompt|system prompt|mensaje de(?:l)? sistema|"
    r"(?:instrucciones|indicaciones|mensaje|configuracion|texto|directrices|reglas) "
    r"(?:del sistema|de sistema|inicial(?:es)?|original(?:es)?|ocult[ao]s?|intern[ao]s?|"
    r"secret[ao]s?|previ[ao]s?)|"
    r"tus (?:propias )?(?:instrucciones|directrices|indicaciones|ordenes)(?! (?:para|sobre)))\b"
)
_SHOW = words(
    "muestr(?:a|e)(?:me|nos)?", "mostrar(?:me)?", "ensen(?:a|e)(?:me)?", "revel(?:a|e|ar)(?:me)?",
    "di(?:me|ga|game)", "decir(?:me)?", "repit(?:e|a|eme)", "repetir", "imprim(?:e|a|ir)",
    "escrib(?:e|a|ir)(?:me)?", "copi(?:a|e|ar)", "pega(?:r)?", "traduc(?:e|ir)", "resum(?:e|ir)",
    "compart(?:e|ir)", "list(?:a|ar)", "da(?:me)?", "ver", "cuales (?:son|eran|fueron)", "cual es",
    "codific(?:a|ar)", "cuenta(?:me)?", "que (?:dicen?|pone)", "transcrib(?:e|ir)", "conocer",
    "reproduc(?:e|ir)", "necesito", "quiero",
)  # fmt: skip

_SAY_AGAIN = words(
    "repite", "repita", "copia", "imprime", "muestra(?:me)?", "escribe", "transcribe",
    "traduce", "reproduce",
)  # fmt: skip

#: Pieces of words, one of which is in everything the rules below find.
NEEDS = (
    r"instruc|regla|norma|indicac|directri|directiva|restric|orden|limit|prompt|programac|"
    r"pauta|comando|filtro|censura|olvid|ignor|omit|mensaje|config|texto|palabra|contenido|"
    r"frase|arriba|anterior|dijeron|dicho|pedido|clave|llave|contrasena|token|correo|"
    r"conversac|datos|telefono|chats|modo|ahora|momento|adelante|eres|fing|imagina|actua|"
    r"comporta|duen[oa]|administrador|desarrollador|creador|propietari|respon|contest|\bdi|"
    r"escrib|imprim|empieza|comienza|termina|acaba|inicia|finaliza|codific|cifra|invierte|"
    r"anade|agrega|incluye|inserta|modific|menciona|traduc|informa|asegura|atencion|nota|"
    r"acepta|acuerdo|vincula|confirma|declara|afirma|\bhaz|inteligencia"
)

RULES = [
    rule(
        Kind.OVERRIDE, "set the rules aside (es)",
        rf"{_ORDER}{_FORGET}{upto(2, _OWN)}(?:todas?|todos?|"
        rf"cualquier)\b{upto(2, _OWN)}(?:{_RULES})\b{_BUSINESS}",
        rf"{_FORGET}{upto(4, _OWN)}(?:{_EARLIER})\b{upto(3, _OWN)}(?:{_RULES})\b{_BUSINESS}",
        rf"{_FORGET}{upto(4, _OWN)}(?:{_RULES})\b{upto(3, _OWN)}(?:anterior(?:es)?|previ[ao]s?|"
        r"precedentes?|iniciales|originales|recibid[ao]s|de(?:l)? sistema|de arriba|que (?:te|"
        r"le|has|ha))\b",
        rf"{_FORGET} (?:todo|todo lo|lo) (?:que (?:te|se te|le) (?:han?|hayan?|dijeron|dije?ron|"
        r"ensenaron)|anterior y|que sabes)",
        r"\b(?:nuevas|estas) instrucciones\s*:|\bsin (?:ningun[ao]? |"
        r"ningunas? )?(?:restricciones|filtros|limitaciones|censura)\b.{0,20}\b(?:responde|"
        r"respondas|contesta|actua)\b|\b(?:responde|contesta|actua|"
        r"habla)\b.{0,30}\bsin (?:ningun[ao]? |ningunas? )?(?:restricciones|filtros|"
        r"limitaciones|censura|reglas)\b",
        r"\b(?:ya )?no tienes (?:ninguna? )?(?:restriccion(?:es)?|reglas|limites|filtros|"
        r"limitaciones)\b",
    ),
    rule(
        Kind.EXTRACTION, "its instructions (es)",
        rf"{_SHOW}{upto(7)}(?:{_HIDDEN})",
        rf"{_SAY_AGAIN}"
        rf"{upto(5)}(?:texto|palabras|todo|contenido|mensajes?|lo|"
        rf"frases?)\b{upto(4)}(?:anterior(?:es)?|de arriba|arriba|por encima|"
        r"antes de (?:esta?e?|mi))\b",
        rf"{_SHOW}{upto(5)}(?:instrucciones|ordenes|reglas|indicaciones) que (?:recibiste|"
        r"te dieron|"
        r"has recibido|te han dado|tienes|sigues)\b",
        r"\bque (?:instrucciones|ordenes|indicaciones) (?:te (?:han|dieron)|has recibido|"
        r"recibiste|tienes)\b|\bque te (?:dijeron|ordenaron|han (?:dicho|ordenado|pedido))\b",
        rf"{_SHOW}{upto(5, _OWN)}(?:clave|llave|contrasena|token)s?\b{upto(2)}(?:api|secreta|"
        r"de acceso|del sistema|de administrador)\b|\b(?:clave|llave)s? (?:de )?(?:la )?api\b",
        rf"{_SHOW}{upto(4, _OWN)}(?:correos?|mensajes|conversaciones|datos|telefonos|"
        rf"chats)\b{upto(3, _OWN)}(?:otr[oa]s|los demas|todos los) (?:visitantes|usuarios|"
        r"clientes|personas)\b",
    ),
    rule(
        Kind.ROLE, "another being (es)",
        r"\bmodo (?:de )?(?:desarrollador|administrador|admin|dios|mantenimiento|depuracion|"
        r"debug|root|sin restricciones)\b",
        r"(?:^|[.!?:;,\n]\s*)(?:y )?(?:a partir de (?:ahora|este momento)|desde (?:ahora|"
        r"este momento)|de ahora en adelante),? (?:tu |solo )?(?:eres|seras|responde|contesta|"
        r"actua|debes|vas a|te llamas|hablaras|responderas|diras|obedece|ignora|tienes que)",
        r"\b(?:ahora|ya no) eres (?:un|una|el|la|dan|mi|libre)\b|\beres ahora (?:un|una|el|la|"
        r"dan|mi|libre)\b",
        r"(?:^|[.!?:;,\n]\s*|\b(?:por favor|y|ahora|debes) )(?:actua|comportate|responde|finge|"
        r"haz) (?:como|de)(?: si fueras| si no)? ?(?:un |una |el |la )?(?:\w+ ){0,2}(?:ia|"
        r"inteligencia artificial|chatbot|bot|asistente|modelo|dan|hacker|terminal|"
        r"administrador|dueno|sin restricciones|tuvieras (?:reglas|restricciones|limites|"
        r"filtros))\b",
        r"\bfing(?:e|e que)(?: que)? (?:eres|no tienes|ser)\b|\bimagina que (?:eres (?:un|"
        r"una) (?:ia|chatbot|asistente|modelo|hacker)|no tienes (?:reglas|restricciones|"
        r"limites))",
        r"\b(?:soy|como) (?:el|la|tu) (?:duen[oa]|administrador[a]?|desarrollador[a]?|"
        r"creador[a]?|propietari[oa])\b(?! de un)(?:(?!\bde mi\b).){0,50}\b(?:autorizo|ordeno|"
        r"activa|cambia|entra|muestra|permiso|debes|apruebo)\b",
    ),
    rule(
        Kind.OUTPUT, "words put into its mouth (es)",
        r"\b(?:responde|contesta|di|escribe|imprime)(?:me)? (?:solo|solamente|unicamente|"
        r"exactamente|siempre|nada mas que)?\s*(?:con )?(?:solo |exactamente |"
        r"unicamente )?(?:la (?:palabra|frase)|el texto|\"\w)",
        r"\b(?:responde|contesta|di)\b.{0,40}\by nada mas\b",
        r"\b(?:empieza|comienza|termina|acaba|inicia|finaliza)\b.{0,15}\b(?:tu|cada|"
        r"todas tus) (?:respuestas?|mensajes?|frases?)\b.{0,15}\bcon\b",
        r"\b(?:codifica|cifra|invierte)\b.{0,15}\btu (?:respuesta|mensaje)\b",
    ),
    rule(
        Kind.OUTPUT, "words put into a page for the assistant (es)",
        r"\b(?:anade|agrega|incluye|inserta|modifica|menciona|escribe|traduce)\b.{0,60}\b(?:tu|"
        r"en tu|a tu) (?:respuesta|mensaje|contestacion)\b|\ben tu respuesta,? \w+",
        r"\b(?:di(?:les|le)?|informa|indica|asegura)\b(?: a)? (?:todos )?(?:los |las |al |el |"
        r"la )?(?:lector|usuari|visitante|cliente)\w*.{0,60}\b(?:cuesta|precio|gratis|descuento|"
        r"visit|clic|dolar|euro|pag)\w*",
        r"\b(?:atencion|nota|mensaje|instruccion(?:es)?)(?: importante)? (?:para|a)(?: la| el|"
        r" las| los)? (?:ia|inteligencia artificial|asistente|chatbot|modelo)s?\b",
        from_visitors=False,
    ),
    rule(
        Kind.PROMISE, "agreement on demand (es)",
        r"(?:^|[.!?:;\n]\s*|\b(?:debes|tienes que|tu (?:tarea|objetivo|"
        r"trabajo) es) )(?:acepta(?:r)?|di(?:r)? que si|decir que si|estar de acuerdo|"
        r"ponte de acuerdo|responde(?:r)? si) (?:a|con|en) (?:todo|cualquier|lo que)",
        r"\b(?:di|confirma|acepta|declara|afirma|anade)\b.{0,60}\b(?:legalmente vinculante|"
        r"oferta vinculante|es vinculante)\b",
    ),
]  # fmt: skip
