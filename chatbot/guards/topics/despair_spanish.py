"""The parts of what people in danger say, in Spanish."""

from __future__ import annotations

_NEAR = (
    r"(?:marido|mujer|esposo|esposa|pareja|novio|novia|ex|padre|madre|papa|mama|padrastro|"
    r"madrastra|hermano|tio|hijo|companero de piso|vecino|el|ella)"
)

SIGNS = {
    "outright": (
        r"\b(?:se va a|va a|quiere|amenaza con|voy a|me voy a) (?:tirar(?:se|me)?|"
        r"saltar)(?=\s*(?:[.!?,]|$))|\bvoces (?:en mi cabeza|que me (?:dicen|ordenan|mandan)|me "
        r"(?:dicen|ordenan))\b|\bno quiero (?:estar|seguir) (?:mas )?aqui(?: mas)?(?=\s*(?:[.!?,]|"
        r"$))|\bya no quiero (?:estar|ser|seguir)(?=\s*(?:[.!?,]|$))|\bno (?:veo|tengo|hay) "
        r"(?:otra )?salida(?=\s*(?:[.!?,]|$))|\bmi vida se (?:acabo|ha acabado|termino)\b|"
        r"\b(?:quiero|quisiera) (?:que todo (?:acabe|termine)|dejar de (?:existir|sufrir|vivir))\b|"
        r"\b(?:se|me) (?:quiere|quiero|va a|voy a|intento|ha intentado) (?:tirar|matar|ahorcar|"
        r"colgar|lanzar)\b(?! (?:a la piscina|a la aventura|por fin))|\b(?:quiero|quisiera|ojala) "
        r"que (?:este|el|mi) dolor (?:acabe|pare|termine)\b|\b(?:ojala|quisiera|prefiero|"
        r"preferiria|deberia|merezco|dejadme|dejame)(?: \w+){0,3} (?:muera|muriera|muriese|"
        r"morir(?:me)?|muert[oa])\b|\b(?:mi|la) ultima noche(?! (?:en|de))|\b(?:no )?(?:haber|"
        r"hubiera|deberia haber) nacido\b|\besta noche (?:\w+ ){0,3}(?:acabo|termino|me voy para "
        r"siempre|todo acaba|se acaba todo)\b|\bno (?:puedo|aguanto|soporto)(?: mas)? (?:con "
        r")?(?:la vida|un dia mas)\b|\bla vida no es para mi\b|\breunirme con (?:mi|el|ella)\b"
        r"|\bmejor (?:me muero|morirme|me mato|muert[oa])\b(?! de)"
    ),
    "wounds": (
        r"\b(?:me (?:estoy |sigo |vuelvo a )?(?:cortando|autolesion\w+|quemando a proposito|araño|"
        r"arano los)|(?:vuelto|volvi|empece|empezado) a cortarme|cortes en (?:los|mis) (?:brazos|"
        r"munecas|piernas))\b|\bse (?:corta|esta cortando|hace cortes|autolesiona)\b(?! (?:el pelo|"
        r"la luz|las unas|la llamada))|\bme (?:hice|he hecho|hago) dano (?:otra vez|de nuevo|"
        r"cuando|para|a escondidas)\b|\bme (?:corte|he cortado) (?:otra vez|de nuevo|los brazos|"
        r"las munecas)\b|\bsangre por todas partes\b"
    ),
    "gone": (
        r"\bsin mi\b(?! (?:permiso|equipo|jef|saber|coche))|\bsi (?:yo )?(?:no (?:estuviera|"
        r"existiera|estoy|despertara|hubiera nacido)|me (?:muero|muriera|fuera para siempre|mato|"
        r"matara)|desapareciera|desaparezco|muriera)\b|\bcuando (?:yo )?(?:ya )?no (?:este|"
        r"exista)\b|\bcuando me (?:muera|haya ido)\b|\bmi muerte\b|\bhaber nacido\b|\bque yo (?:no "
        r"existiera|muriera|desapareciera)\b"
    ),
    "better": (
        r"\b(?:mejor|mas (?:feliz|felices|facil|tranquil\w+|libres?)|alivio|aliviad\w+|un favor|"
        r"descansari\w+|descanso)\b"
    ),
    "nobody": (
        r"\b(?:nadie|ninguno|quien)(?: \w+){0,3} (?:echaria|extran\w+|importa\w*|llorari\w*|daria "
        r"cuenta|notari\w*|acordari\w*)\b|\bnadie (?:lo |se )?(?:notaria|enteraria)\b"
    ),
    "burden": (
        r"\b(?:una|soy) (?:gran |simple )?carga\b|\bestorbo\b|\bno sirvo para nada\b|\bno valgo "
        r"(?:para )?nada\b"
    ),
    "farewell": (
        r"\b(?:despedida|despedirme|despido de (?:todos|mi familia|vosotros|ustedes)|adios|ultimas "
        r"palabras|ultima carta|perdonadme|perdonenme)\b"
    ),
    "letter": r"\b(?:cartas?|notas?|mensajes?|escri\w+|video|testamento)\b",
    "last": (
        r"\b(?:esta noche|(?:mi|la|mis) ultim[ao]s? (?:dia|noche|semana|horas)|para siempre|pronto "
        r"(?:todo )?(?:acabara|terminara|habra)|ya no (?:estare|voy a estar)|no (?:estare|volvere|"
        r"vereis|sabreis)|dejar de sufrir|acabar con (?:esto|el dolor)|que (?:todo )?(?:acabe|"
        r"termine|pare)|descansar por fin|en paz)\b"
    ),
    "decided": (
        r"\b(?:lo he decidido|he decidido|ya (?:lo )?decidi|tengo (?:todo )?(?:un plan|planeado|"
        r"preparado)|lo tengo (?:todo )?(?:planeado|decidido|preparado)|he elegido (?:el|un) dia)\b"
    ),
    "life": (
        r"\b(?:vivir(?! (?:en|con|cerca|solo|sola|de|al|aqui|alli|fuera|mejor|asi de|una "
        r"experiencia|mas tranquil\w+|del))|seguir (?:viv\w+|con vida)|estar viv[oa]|existir|"
        r"despertar(?:me)?(?! (?:temprano|a las|pronto|sin|con))|este mundo)\b"
    ),
    "my_life": r"\b(?:mi vida|esta vida|la vida)\b(?! (?:laboral|profesional|personal))",
    "go_on": r"\b(?:seguir(?: (?:adelante|luchando|asi))?|continuar|levantarme|estar aqui)\b",
    "no_reason": (
        r"\b(?:no (?:le )?(?:veo|encuentro|tengo|hay|tiene[ns]?|merece|vale|queda[n]?|me "
        r"quedan?)(?: \w+){0,3} (?:sentido|razon(?:es)?|motivos?|salida|ganas|fuerzas?|esperanza|"
        r"pena|futuro|nada)|sin (?:sentido|esperanza|salida|ganas|motivo)|para que|de que sirve|no "
        r"sirve de nada|nada tiene sentido|inutil|perd\w+ (?:las ganas|el sentido|la esperanza))\b"
    ),
    "tired": (
        r"\b(?:cansad[oa] de|hart[oa] de|agotad[oa] de|no (?:aguanto|soporto|puedo)(?: mas| con)?|"
        r"odio|estoy harto)\b"
    ),
    "refuse": (
        r"\b(?:(?:ya )?no (?:quiero|quisiera|deseo|me apetece|merezco|se (?:como|si quiero))|ojala "
        r"no|para que|rendirme|dejar de)\b|\b(?:ya )?no (?:quiere|queria|aguanta|soporta)(?: "
        r"mas)?\b"
    ),
    "wish": (
        r"\b(?:quier[oe]n?|quisiera|deseo|ganas de|pienso|pensando|pensado|piensa|penso|planeo|"
        r"planea\w*|voy a|va a|intent\w+|prefiero|preferiria|ojala|habla de|dice que|dijo que|"
        r"amenaza con|ideas? de|pensamientos? de|sueno con|buscando|a punto de|tentad[oa]|mejor)\b"
    ),
    "death": (
        r"\b(?:morir(?:me|se)?(?! de)|estar muert[oa]|matar(?:me|se)|suicid\w+|quitar(?:me|se) la "
        r"vida|la muerte(?! de)|mi muerte|ahorcar(?:me|se)|tirar(?:me|se) (?:de|por|al|desde)|no "
        r"despertar\w*|dormir\w* para siempre|desaparecer para siempre|hacer(?:me|se) dano|"
        r"cortar(?:me|se) (?:las venas|los brazos)|acabar con (?:mi|su) vida|no existir|dejar de "
        r"existir|poner fin a (?:mi|su) vida)\b"
    ),
    "way": r"\b(?:como|cuant[oa]s?|manera|forma|metodo|sin dolor|que pasa si|rapid[oa])\b",
    "pills": (
        r"\b(?:pastillas?|medicament\w*|medicina|paracetamol|ibuprofeno|somniferos?|ansioliticos?|"
        r"tranquilizantes?|antidepresivos?|lejia|veneno|insulina)\b"
    ),
    "swallow": r"\b(?:tome|tomado|tomar\w*|tomo|trague|tragado|tragar\w*|bebi|bebido|ingeri\w*)\b",
    "many": (
        r"\b(?:tod[ao]s?|enter[ao]|caja|frasco|bote|blister|much[ao]s|demasiad[ao]s|un monton|"
        r"puñado|punado|varias|bastantes|lejia|veneno|\d{2,}(?= (?:\w+ )?(?:pills|tablets|"
        r"pastillas|comprimidos|tabletten|pillen|cachets|comprimes|remedios|capsul\w*|mg)))\b"
    ),
    "store": (
        r"\b(?:guard(?:ado|ando|e)|junt(?:ado|ando)|acumul\w+|delante|en la mano|en la mesa|"
        r"escondid[ao]s|preparad[ao]s)\b"
    ),
    "silent": (
        r"\bno (?:contesta|responde|coge el telefono|despierta)\b"
    ),
    "height": (
        r"\b(?:puente|tejado|azotea|balcon|ventana|vias|tren|metro|acantilado|terraza|cornisa|"
        r"carretera|piso)\b"
    ),
    "leap": (
        r"\b(?:tirar(?:me|se)|saltar(?! (?:una|la|el)\b)|lanzar(?:me|se)|arrojar(?:me|se)|"
        r"subid[oa] (?:a|al|en)|estoy (?:en|sobre|al borde)|al borde del?|dejarme caer)\b"
    ),
    "weapon": (
        r"\b(?:cuchillo|pistola|arma|escopeta|navaja|cuerda|soga|cuchilla|machete|acido|gasolina)\b"
    ),
    "ready": (
        r"\b(?:mis? (?:munecas?|venas|brazos?|cuello|cabeza)|en la (?:mano|cabeza)|al lado|delante "
        r"de mi|compre|comprad[oa]|preparad[oa]|conmigo mism[oa])\b"
    ),
    "threat": (
        r"\b(?:amenaz\w+|apunt\w+|me (?:va a|quiere) matar|mata[rn]?me|fuera de mi|persigue|"
        r"ataca\w*|me ataco|clav\w+|en la puerta|viene a por mi)\b"
    ),
    "chest": (
        r"\b(?:me duele el pecho|opresion en el pecho|dolor en el pecho|presion en el pecho)\b"
    ),
    "acute": (
        r"\b(?:brazo|mandibula|respir\w*|sudor\w*|adormecid\w*|ahora mismo|ayuda|de repente)\b"
    ),
    "near": rf"\b{_NEAR}\b",
    "hurts_me": (
        r"\b(?:me|nos|a (?:mis|los|nuestros) (?:hijos|ninos)) (?:\w+ )?(?:pega\w*|pego|golpe\w+|"
        r"empuj\w+|patea\w*|abofete\w+|estrangul\w+|ahorca\w*|agarr\w+ (?:del|por)|tira del|tiro "
        r"(?:contra|al)|quema\w*|viol[ao]\w*|fuerza a|oblig\w+ a (?:tener|acostar)|maltrat\w+|"
        r"humilla y|encierra\w*|encerro|toca(?! (?:trabajar|ir|pagar|a mi|hacer))|manosea\w*|lanza "
        r"cosas|escup\w+|sigue a todas|controla el|no me deja salir|amenaz\w+)\b|\b(?:no me deja "
        r"(?:salir|ver|hablar|ir)|entra en mi (?:cuarto|cama|habitacion)|las manos al cuello|pega "
        r"a (?:mi|mis|los))\b"
    ),
    "fear": (
        r"\b(?:miedo|aterrad[oa]|asustad[oa]|terror|no estoy (?:a salvo|segur[oa])|en peligro|"
        r"escapar|huir|escondid[oa])\b"
    ),
    "home": (
        r"\b(?:(?:a|en|de) casa|por mi vida|por mis hijos|que me (?:mate|pegue|haga)|el bano|de "
        r"noche|volver)\b"
    ),
    "bruises": (
        r"\b(?:moraton\w*|moretones?|cardenales|ojo morado|sangr\w+|costilla rota|marcas en)\b"
    ),
    "child": r"\b(?:mi|mis|nuestr[oa]|el|la) (?:hij[oa]s?|nin[oa]s?|bebe|sobrin[oa])\b",
    "hurt_by": (
        r"\b(?:(?:esta|estan|fue|ha sido|han) (?:siendo )?(?:golpead|violad|abusad|maltratad)\w+|"
        r"no respira|inconsciente|abusan? de|pegan? a|desaparecid\w+)\b"
    ),
    "somebody": (
        r"\b(?:mi|una?|el|la) (?:\w+ )?(?:amig[oa]|hij[oa]|pareja|marido|mujer|madre|padre|"
        r"herman[oa]|companer[oa]|novi[oa]|jef[ea]|vecin[oa]|abuel[oa]|bebe|client[ea])\b|"
        r"\balguien\b|\bella?\b"
    ),
    "lies": (
        r"\b(?:inconsciente|no (?:respira|responde(?! (?:a mis|mis|los|el telefono|emails))|"
        r"despierta|se mueve)|convulsion\w*|sobredosis|se ha desmayado|esta azul)\b"
    ),
    "doctor": r"\b(?:medic[oa]|recet\w+|farmacia|dosis|psiquiatra)\b",
    "work": (
        r"\b(?:trabajo|trabajar|empleo|jef[ea]|empresa|carrera|proyecto|reunion\w*|equipo|"
        r"clientes?|contrato|oficina|negocio|companer[oa]s de trabajo|plazo\w*|programa|curso|"
        r"sesion\w*|coach\w*|puesto|empresari\w+)\b"
    ),
    "joke": (
        r"\b(?:risa|verguenza|hambre|curiosidad|aburrimiento|pelicula|serie|libro|novela|cancion|"
        r"juego|cocin\w+|vacaciones|jaja\w*|movil|bateria|sueno|pizza|chocolate|paracaidas|"
        r"puenting)\b"
    ),
}  # fmt: skip

SPELT = (
    "suicidio suicidarme suicidar matarme morirme pastillas despedida cortarme autolesion "
    "maltrata inconsciente"
)
