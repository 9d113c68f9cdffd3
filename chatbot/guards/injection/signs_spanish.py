"""The parts that orders are made of, in Spanish."""

from __future__ import annotations

from chatbot.guards.injection.phrases import QUOTED

_RULES = (
    r"(?:instruccion(?:es)?|reglas?|normas?|indicacion(?:es)?|directrices|directivas?|"
    r"restriccion(?:es)?|ordenes|limitacion(?:es)?|limites|prompts?|programacion|pautas|comandos|"
    r"filtros?|politicas|consignas|entrenamiento|protocolos?)"
)
_BUSINESS = r"(?! (?:de (?:cancelacion|reembolso|pago|reserva|uso|acceso|privacidad)|para|sobre)\b)"
_MACHINE = (
    r"(?:ias?|a\.?i\.?|bots?|chatbots?|robots?|inteligencias? artificial(?:es)?|modelos?(?: de "
    r"lenguaje)?|asistentes?(?: (?:de ia|virtual(?:es)?|automatic[oa]s?))?|llms?|chatgpt|maquinas?)"
)
_BEGIN = r"(?:^|[.!?:;,\n\"(\[*-]\s*|\b(?:por favor|ahora|y|luego|solo|primero|debes|puedes|que) )"

SIGNS = {
    "aside": (
        r"\b(?:ignor(?:a|ar|e|en|es|ando)|olvid(?:a|ar|e|en|ate|ese|es)|descart(?:a|ar|e|es)|"
        r"omit(?:e|ir|a)|desobede\w+|anul(?:a|ar|e)|salta(?:r|te)?|sal(?:te|tarte)|rompe(?:r)?|"
        r"incumpl\w+|viol(?:a|ar|e)|(?:haz|haga|hagan|hacer) caso omiso|(?:deja|dejar|dej[ae]s?|"
        r"pon|poner) (?:\w+ ){0,3}(?:de lado|a un lado|aparte)|deja(?:r)? de (?:seguir|obedecer|"
        r"cumplir|aplicar)|pas(?:a|ar|es) (?:por alto|de)|prescind\w+|desactiv\w+|borr(?:a|ar|e)|"
        r"elimin(?:a|ar|e)|sobrescrib\w+|reemplaz\w+|(?:ya )?no (?:sigas|siga|obedezcas|obedezca|"
        r"respetes|respete|tengas en cuenta|hagas caso|apliques|cumplas|te preocupes|tienes que|"
        r"valen?|aplican?|cuentan?|importan?|rigen?|estas obligad[oa]|vale nada|vale)|sin "
        r"(?:seguir|respetar|tener en cuenta|cumplir)|libera(?:te|do)|quedan? (?:anulad|sin efecto|"
        r"suspendid)\w*)\b|\b(?:te saltes|saltes|salta|omitas|desactives|elimines|rompas|quites|"
        r"dejes (?:de lado|a un lado))\b"
    ),
    "your_rules": (
        rf"\b(?:tus?|sus?|vuestras?)(?: \w+){{0,2}} {_RULES}\b{_BUSINESS}|\b{_RULES} (?:tuyas|que "
        r"(?:tienes|tengas|te (?:han|dieron|pusieron|dio|ha)|sigues|recibiste))"
    ),
    "rules": rf"\b{_RULES}\b{_BUSINESS}",
    "you": (
        r"\b(?:tu|tus|te|ti|contigo|eres|tienes|debes|puedes|respond\w+|contest\w+|el (?:bot|"
        r"asistente))\b"
    ),
    "told": (
        r"\bte (?:programaron|impusieron|pusieron|han|haya[n]?|hubieran|dijeron|dijo|ensenaron|"
        r"ordenaron|ha[n]? (?:dicho|dado|ordenado|ensenado|prohibido|programado)|dieron|mandaron|"
        r"programaron|indicaron|pidieron|prohibieron)\b|\b(?:has|habias) (?:recibido|aprendido|"
        r"sido)\b|\bfuiste (?:programad|entrenad|instruid)\w+|\brecibiste\b|\btus (?:creadores|"
        r"programadores|desarrolladores)\b"
    ),
    "earlier": (
        r"\b(?:anterior(?:es|mente)?|previ[ao]s?|antes|precedentes?|inicial(?:es)?|original(?:es)?|"
        r"hasta ahora|de arriba|existentes|tod[ao]s?|cualquier)\b"
    ),
    "from_now": (
        r"\ba partir de (?:ahora|aqui|este (?:momento|punto|mensaje)|hoy|ya)\b|\bdesde (?:ahora|ya|"
        r"este (?:momento|punto))\b|\bde ahora en adelante\b|\ben adelante\b|\bsiempre que\b|\bde "
        r"aqui en adelante\b|\bsiempre\b"
    ),
    "obey": (
        r"\b(?:obedece(?:r|me|ras)?|obedezcas?|sigue|seguiras|sigas|haz(?:me)?|haces|haras|cumple|"
        r"hazme caso|escucha) (?:\w+ ){0,2}?(?:solo |solamente |unicamente )?(?:a mi|mis "
        r"(?:ordenes|instrucciones|reglas|normas)|lo que (?:yo )?(?:te )?(?:diga|digo|pida|mande|"
        r"ordene|escriba))|\bsolo (?:a mi|mis (?:ordenes|instrucciones|reglas))\b|\bsoy tu "
        r"(?:nuev[oa] |unic[oa] )?(?:dueno|amo|jef[ea]|operador)\b"
        r"|\bcumpl\w+ (?:\w+ ){0,2}?mis (?:ordenes|instrucciones|reglas)\b|\b(?:solo|unicamente) "
        r"(?:\w+ )?mis (?:ordenes|instrucciones|reglas)\b"
    ),
    "off": (
        r"\b(?:desactiv\w+|deshabilit\w+|quit(?:a|ar|e)|elimin\w+|apag(?:a|ar|ue)|suspend\w+|"
        r"levant(?:a|ar|e)|salta(?:r|te)?|desbloque\w+|omit\w+|anul\w+|sin)\b"
    ),
    "safeguards": (
        r"\b(?:tus|los|las|todos los|todas las|cualquier) (?:filtros?|restricciones|protecciones|"
        r"limitaciones|controles|medidas) ?(?:de seguridad)?\b|\b(?:filtros?|controles|medidas|"
        r"comprobaciones|protocolos?|modo) (?:de seguridad|de contenido|de moderacion|etic\w+)\b"
        r"|\bla moderacion\b"
    ),
    "notice": (
        r"(?:^|\n)\W*(?:actualizacion|aviso|mensaje|nota|alerta|comunicado|orden|instruccion)(?: "
        r"(?:nuev[oa]|urgente|importante|interna?))? (?:de(?:l)? (?:la )?)?(?:sistema|seguridad|"
        r"politica|administra\w+|precios|operador|configuracion)\b|\bnueva politica\b|\bnuevas? "
        r"(?:instruccion|directriz|norma)\w*|\b(?:mensaje|aviso|nota) del sistema\b|"
        r"[\[<{#*=`-]{1,}\s*(?:sistema|system|admin)\s*[\]>}#*=`:-]"
    ),
    "assistant": rf"\b(?:el|la|los|todos los|este|cada|al) {_MACHINE}\b|\btu\b",
    "must": (
        r"\b(?:debe[ns]?|deberas?|tiene[ns]? que|ha de|esta obligado|siempre|inmediatamente|puede "
        rf"ahora)\b|{_BEGIN}(?:di(?:ga|gan|le|les|selo)?|respond(?:e|a|an|er)|contest(?:a|e|en)|"
        r"recom(?:ienda|iende|ienden|endad)|anad(?:e|a|an)|agreg(?:a|ue)|incluy(?:e|a|an)|inserta|"
        r"ignor(?:a|e|en)|revel(?:a|e|en)|envi(?:a|e|en)|reenvi(?:a|e)|pid(?:e|a|an)|pregunt(?:a|e|"
        r"en)|mencion(?:a|e|en)|no menciones|inform(?:a|e)|ofre(?:ce|zca|zcan)|promet(?:e|a|an)|"
        r"muestr(?:a|e)|dirige|dirija|afirm(?:a|e)|indic(?:a|ale|arle|arles|ar|ues|que))\b|"
        r"\b(?:concede|conceda|aprueba|apruebe)\b"
        r"|\b(?:decid|digan|responded|indicad|recomendad|anadid|ignorad|pedid)\b"
    ),
    "gift": (
        r"\b(?:gratis|gratuit[oa]s?(?! (?:llamada|sesion))|descuentos?|reembols\w+|garanti\w+|"
        r"vinculante|sin coste|sin costo|regalo|rebaja|oferta final)\b|\d+ ?%|\b\d+ ?(?:euros?|"
        r"dolares|pesos|[€$])|[€$] ?\d"
    ),
    "answer": (
        r"\b(?:respond\w+|contest\w+|actu\w+|habl\w+|compor\w+|funcion\w+|escrib\w+|ayud\w+)\b"
    ),
    "lawless": (
        rf"\b(?:sin|ninguna?|no (?:tiene[sn]?|respeta[sn]?|sigue[sn]?|cumple[sn]?|tiene que "
        rf"(?:respetar|seguir|cumplir)|conoce)|libre de|ignora(?:ndo)?|incumple|salta)(?: "
        rf"(?:ningun[oa]?|las?|los|tus?|sus?|mas|tipo de|que respetar|todas?))*(?: {_RULES}|"
        rf"censura|etica|moral)\b|"
        r"\b(?:rebelde|desobed\w+|malvad[oa]|libre y sin|sin filtros?|sin censura|jailbreak\w*|"
        r"nunca (?:dice[s]? que no|se niega|te niegas)|pase lo que pase|da igual lo que|hacer "
        r"cualquier cosa|puede[s]? hacer (?:de )?todo)\b"
    ),
    "be": (
        r"\b(?:eres|seras|sos|finge|fingir|finjas|haz de|actua(?:s|r|ras)?|actues|comportate|"
        r"imagina que (?:eres|tu)|juega a|juguemos|vamos a jugar|interpreta(?:s|ras)?|simula|asume "
        r"el (?:papel|rol)|haz el papel|haz como si|personaje|se tu|conviertete|llamad[oa] "
        r"[\"a-z]+|(?:escribe|cuenta)(?:me)? (?:un|una|el|la) (?:cuento|historia|escena|dialogo|"
        r"guion|poema))\b"
        r"|\bjuego de rol\b"
    ),
    "may_all": (
        r"\b(?:puedes|puede|tienes permiso para|estas autorizad[oa] a) (?:prometer|conceder|"
        r"aprobar|dar|regalar|ofrecer|aceptar|decir|hacer) (?:todo|cualquier|lo que)\b"
        r"|\b(?:acepta[s]?|aprueba[s]?|concede[s]?) (?:cualquier|todo|todos los|toda) ?(?:precio|"
        r"descuento|oferta|peticion)?\b|\bregala[s]? (?:todo|sesiones)\b"
    ),
    "secret_rules": (
        r"\b(?:reglas|instrucciones|normas|claves?|contrasenas?|mensajes?|codigos?) (?:secret|"
        r"ocult|intern|confidencial|del sistema)\w*"
    ),
    "authority": (
        r"\b(?:soy|aqui|habla|le habla|te habla|somos|como)(?: \w+){0,2}? (?:duen[oa]|"
        r"propietari[oa]|administrador[a]?|desarrollador[a]?|programador[a]?|fundador[a]?|"
        r"creador[a]?|tecnic[oa]|soporte|openai|anthropic|google|informatica|sistemas|"
        r"seguridad)\b(?! de una?\b)(?! (?:y (?:quiero|me|busco)|en una?))|\bautoriz\w+|"
        r"\b(?:codigo|clave|contrasena) de (?:acceso|administrador|seguridad)\b|"
        r"\bcontrasena\W{1,3}\w*\d"
    ),
    "mode": (
        r"\bmodo (?:de )?(?:admin\w*|desarroll\w+|depuracion|debug|mantenimiento|dios|root|prueba|"
        r"pruebas|servicio|tecnico|propietari[oa])\b|\b(?:admin|debug|developer) mode\b"
    ),
    "grant": (
        r"\b(?:da(?:me|le)?|dame|aplica(?:me)?|concede(?:me)?|pon(?:me)?|aprueba|confirma(?:me)?|"
        r"haz(?:me)?|regala(?:me)?|reembolsa(?:me)?)\b"
    ),
    "show": (
        r"\b(?:muestr\w+|mostrar\w*|ensen(?:a|ame|es|ar)\w*|revel\w+|di(?:me|ga|game|nos)|"
        r"decir(?:me)?|repit\w+|repetir|imprim\w+|escrib\w+|copi(?:a|ar|ame|es|e)\w*|peg(?:a|ar|"
        r"ame)|traduc\w+|traduzc\w+|resum\w+|compart\w+|list(?:a|ar|ame)|da(?:me)?|pasa(?:me)?|"
        r"pasar(?:me)?|envia(?:me)?|cuales (?:son|eran|fueron)|cual es|cuenta(?:me)?|que (?:dicen?|"
        r"pone)|transcrib\w+|reproduc\w+|quiero (?:ver|leer|saber)|exporta|filtra(?:me)?|recita|"
        r"vuelca)\b"
    ),
    "your_words": (
        r"\b(?:tu|tus|su|el|este) (?:propi[oa]s? |primer )?(?:prompts?|mensaje de(?:l)? sistema|"
        r"system prompt|instrucciones(?! (?:para|sobre))|directrices|configuracion|programacion|"
        r"codigo fuente)\b|\bprompt\b|\b(?:instrucciones|indicaciones|mensaje|configuracion|texto|"
        r"directrices|reglas|normas|ordenes|notas) (?:completas? )?(?:del sistema|de sistema|"
        r"inicial(?:es)?|original(?:es)?|ocult[ao]s?|intern[ao]s?|secret[ao]s?|previ[ao]s?|"
        r"confidencial(?:es)?|(?:que )?(?:te (?:dieron|han|pusieron|ha)|has recibido|recibiste|"
        r"sigues|tienes))\b"
    ),
    "place": (
        r"\b(?:antes de|anterior a|previo a|encima de|por encima de) (?:mi|este|esta|nuestr[oa]|la|"
        r"el) (?:primer(?:a)? )?(?:mensaje|pregunta|conversacion|chat|texto|linea)\b|\b(?:al|del|"
        r"desde el) (?:principio|inicio|comienzo) de (?:la|esta|nuestra|tu|este) (?:conversacion|"
        r"chat|contexto|texto)\b|\bhasta aqui\b|\b(?:de )?arriba\b"
    ),
    "verbatim": (
        r"\b(?:literal(?:mente)?|palabra por palabra|tal cual|textual(?:mente)?|al pie de la letra|"
        r"exact\w+|complet[oa]s?|enter[oa]|integr[oa]|letra por letra|linea por linea|todo|sin "
        r"(?:resumir|cambiar|omitir)|texto)\b"
    ),
    "forbidden": (
        r"\b(?:no (?:puedes|debes|te dejan|te permiten|tienes permitido)|te (?:han )?(?:prohib\w+)|"
        r"tienes prohibido|esta prohibido) (?:\w+ )?(?:decir|revelar|contar|mostrar|compartir|"
        r"mencionar|hablar)\w*"
    ),
    "encode": (
        r"\b(?:base ?-?(?:16|32|58|64)|rot-?13|hexadecimal|hex|morse|binario|ascii|cesar|cifr\w+|"
        r"codific\w+|al reves|invertid\w+|acrostico|primera letra|iniciales de|letra por letra|"
        r"emojis?|en forma de (?:poema|cancion|cuento)|como (?:un |una )?(?:poema|cancion|cuento|"
        r"rap))\b"
    ),
    "decode": r"\b(?:decodific\w+|descodific\w+|descifr\w+|desencript\w+)\b",
    "do_it": (
        r"\b(?:haz|hacer|cumple|ejecuta|sigue|obedece) (?:exactamente )?(?:lo que|la orden|las "
        r"instrucciones)\b"
    ),
    "others": (
        r"\b(?:otr[oa]s|los|las|tod[oa]s (?:los|las)|vuestr[oa]s|tus|demas|ultim[oa]s) (?:\w+ "
        r")?(?:visitantes|usuari[oa]s|clientes?|clientas|contactos|leads|personas|suscriptores)\b|"
        r"\b(?:lista|base) de (?:clientes|contactos|datos|correos)\b"
        r"|\b(?:has|tienes|teneis|habeis) (?:guardad|almacenad|recogid|recopilad)[oa]s?\b|"
        r"\btod[oa]s (?:los|las) (?:correos|contactos|direcciones|conversaciones|telefonos)\b"
    ),
    "data": (
        r"\b(?:correos?|e-?mails?|direcciones|telefonos|conversaciones|chats|datos|"
        r"historial(?:es)?|lista de (?:clientes|contactos)|leads|nombres y)\b"
    ),
    "quoted": QUOTED,
    "say": (
        rf"{_BEGIN}(?:di|diga|dime|escrib(?:e|a|eme)|repit(?:e|a|eme)|respond(?:e|a|eme)|"
        rf"contest(?:a|e|ame)"
        r"|confirm(?:a|e|ame|alo|eme)|declar(?:a|e)|afirm(?:a|e)|promet(?:e|eme|a)|acept(?:a|e)|"
        r"pon|copia|imprime|firma|garantiza(?:me)?|asegura(?:me)?|escribas|digas|repitas|confirmes|"
        r"respondas|(?:termina|completa) (?:esta|la) frase)\b"
    ),
    "say_that": (
        r"(?:^|[.!?:;,\n]\s*|\b(?:please|just|now|and|then|bitte|por favor|et|y|e|und) )(?:di|diga|"
        r"escribe|anuncia|afirma|confirma) que\b"
    ),
    "pledge": (
        r"\b(?:gratis|\d+ ?% de descuento|reembolso (?:completo|integro|total)|garantizad[oa])\b"
    ),
    "say_yes": (
        rf"{_BEGIN}(?:di|diga|responde|responda|contesta|conteste|acepta|confirma|asiente|digas|"
        r"respondas)\b(?: (?:siempre|solo|que|a|con|todo))* ?[\"']?(?:si|vale|de acuerdo|todo)?\b"
    ),
    "my_words": (
        r"\b(?:todo lo que|lo que|cualquier cosa que|a todo cuanto|da igual lo que|sea lo que sea "
        r"lo que|diga lo que) (?:te |yo )?(?:pida|diga|escriba|pregunte|quiera|ponga|proponga)(?: "
        r"el (?:cliente|usuario))?\b|\b(?:mis )?proxim[oa]s (?:\w+ )?(?:mensajes|preguntas)\b|"
        r"\bsiguientes (?:\w+ )?(?:mensajes|preguntas)\b"
    ),
    "exactly": (
        r"\b(?:literal(?:mente)?|exactamente|tal cual|textual(?:mente)?|solo|solamente|unicamente|"
        r"nada mas|palabra por palabra|por escrito|despues de mi|conmigo|lo siguiente|asi)\b"
    ),
    "binding": (
        r"\b(?:vinculante|legalmente valid[oa]|irrevocable|con validez (?:legal|juridica)|"
        r"obligatori[oa] por ley)\b"
    ),
    "asked": (
        r"\b(?:puedes|podrias|me puedes) confirmar\w*\b[^\n]{0,80}\?|(?:^|[.!?\n]\W*)es "
        r"(?:vinculante|el contrato)\b"
    ),
    "change_answer": (
        r"\b(?:actualiz\w+|cambi(?:a|ar|e)|corrig\w+|correg\w+|modific\w+|edit(?:a|ar|e)) (?:tu|la|"
        r"el|los|tus) (?:respuestas?|precios?|tarifas?|base de datos|informacion|registros?|"
        r"datos)\b"
    ),
    "remember": (
        r"\b(?:recuerda|memoriza|apunta|ten en cuenta|acordemos|anota|guarda|define|supon)\b"
    ),
    "means": (
        r"\b(?:palabra (?:clave|secreta|magica)|codigo secreto|significa(?:ra)?|quiere decir|"
        r"equivale a)\b|\w =+ \"?\w"
    ),
    "later": (
        r"\b(?:a partir de ahora|proxim[oa] (?:mensaje|pregunta)|luego|despues|mas tarde|cuando "
        r"(?:yo )?(?:diga|escriba|pregunte)|cada vez)\b"
    ),
    "trigger": (
        r"\b(?:cuando|si|cada vez que|siempre que|en cuanto) (?:yo |el (?:usuario|cliente|"
        r"visitante) |alguien )?(?:diga|escriba|mencione|pregunte|use|ponga)\b"
    ),
    "you_will": (
        r"\b(?:tu )?(?:responde(?:s|ras)?|apruebas|concedes|me das|respondas|contesta(?:s|ras)?|"
        r"di(?:ras|ces)?|haces|haras|olvidas?|ignoras?|actuas|activas?|confirmas?|aceptas?|das|"
        r"daras)\b"
    ),
    "promised": (
        r"\b(?:me )?(?:prometiste|has prometido|habias prometido|dijiste|aceptaste|has aceptado|"
        r"confirmaste|ofreciste|acordaste|ibas a)\b|\b(?:tu|en tu) (?:ultim[oa]|anterior) "
        r"(?:respuesta|mensaje)\b|\b(?:respuesta|mensaje) anterior\b"
    ),
    "go_on": (
        r"\b(?:continua|sigue|prosigue|retoma) (?:desde|donde|por donde|con lo)\b|\btermina (?:tu|"
        r"la) (?:frase|respuesta)\b"
    ),
    "to_machines": (
        rf"\b(?:nota|aviso|atencion|mensaje|instruccion(?:es)?|hola|estimad[oa]s?|querid[oa]s?|"
        rf"para|a)\W{{0,3}}(?:para |a )?(?:la |el |las |los |todas las |todos los |cualquier "
        rf")*(?:{_MACHINE})\b(?=[^\n]{{0,60}}?[:,;-])|\bsi (?:eres|es usted|usted es) (?:un |una "
        rf")?(?:\w+ )?(?:{_MACHINE})\b|\b(?:{_MACHINE}) que (?:lea|lean|procese|procesen|resuma|"
        rf"resuman)\b|\bcuando (?:un |una |el )?(?:{_MACHINE}|usuario|visitante) (?:lea|pregunte|"
        rf"pida|procese|resuma)\b"
    ),
    "asks": (
        r"\b(?:compartis|compartes|guardais|guardas|dais|muestras|vendeis|quien (?:ve|lee)|"
        r"privacidad|confidencial\w*|rgpd)\b|^\W*(?:se )?(?:comparten|guardan)\b|\bcomo (?:usais|"
        r"usas|tratais|guardais)\b"
    ),
    "any_price": (
        r"\b(?:cualquier|el) (?:precio|cantidad|cifra|descuento) que (?:yo )?(?:diga|pida|ponga|"
        r"proponga|escriba|quiera)\b"
    ),
    "agreed": r"\b(?:acept\w+|aprueb\w+|confirm\w+|de acuerdo|trato hecho|entendido)\b",
    "story": r"\b(?:cuento|historia|escena|dialogo|novela|guion|poema|cancion)\b",
    "machine": (
        r"\b(?:chatbots?|bots?|robots?|ia|inteligencia artificial|asistente (?:virtual|de ia))\b"
    ),
    "as_if": (
        r"\b(?:haz (?:como|de)|como si fueras|actua|finge|imagina|comportate|eres ahora)\b"
    ),
    "reconfigured": (
        r"\b(?:asistente|bot|chatbot|sistema) (?:ha sido|fue|esta) (?:reconfigurad|actualizad|"
        r"reprogramad|autorizad)[oa]\b"
    ),
    "own": (
        r"\b(?:mi|mis|nuestr[oa]s?) (?:\w+ )?(?:mensajes?|preguntas?|jef[ea]s?|empresa|equipo|"
        r"instintos?|limites|reglas|reserva|pedido|correo|habitos|coach)\b|\b(?:quiero|necesito|"
        r"aprender a|dejar de|como|no se|puedo) (?:\w+ )?(?:ignorar|olvidar|saltar\w*|romper|"
        r"decir)\b|\b(?:zoom|videollamada|cuaderno|ejercicio|factura)\b|\bsiempre digo\b"
    ),
}  # fmt: skip

SPELT = (
    "ignora ignorar olvida instrucciones anteriores restricciones reglas sistema "
    "administrador contrasena responde literalmente vinculante descuento gratis confirma "
    "revela muestrame"
)
