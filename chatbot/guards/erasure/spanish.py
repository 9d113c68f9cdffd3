"""Asking in Spanish to have one's data deleted."""

from __future__ import annotations

from chatbot.guards.erasure.tongue import Tongue

_NOUN = (
    r"(?:datos|informacion(?:es)?|detalles|correos?|e ?mails?|mail|direccion(?:es)?|telefonos?|"
    r"numeros?|nombre|mensajes?|conversacion(?:es)?|chats?|historial|cuentas?|perfil|registros?|"
    r"fichas?|expediente|rastros?)\b"
)
_MINE = rf"(?:mis?|nuestros?|nuestras?) (?:(?:propios|todos) )?{_NOUN}"
_OURS = (
    r"(?:su|sus|tu|tus|vuestra|vuestro|la|el|las|los)(?: \w+)? ?(?:listas?|bases?|sistemas?|"
    r"registros?|archivos?|ficheros?|newsletter|boletin|datos|agenda|contactos)\b"
)
_FORM = r"(?:a|ad|ar|e|en|es|eis)"

TONGUE = Tongue(
    own=rf"{_MINE}|(?:todo|datos|informacion|cualquier \w+|lo)(?: [^\s,]+){{0,6}}? "
    r"(?:sobre|de|acerca de|a) mi\b(?! \w+\b(?<! por)(?<! ya)(?<! y)(?<! ahora)(?<! de)(?<! en))"
    r"|(?:todo )?lo que (?:\w+ )?(?:he|les?|te|os) (?:\w+ )?(?:dicho|escrito|dado|contado|dije)\b"
    r"|(?:esta|nuestra|toda la|la) (?:conversacion|charla)\b|(?:este|nuestro|el) chat\b",
    delete=rf"borr{_FORM}(?:me|nos)?|elimin{_FORM}(?:me|nos)?|quit{_FORM}|"
    rf"(?:borr|elimin|quit)(?:ara|ase)(?:n|s|is)?|suprimie(?:ra|se)(?:n|s|is)?|deshaz(?:te)? de|"
    rf"cancel{_FORM}|"
    r"(?:hac(?:ed|er)|hag(?:a|an|as)|haz) desaparecer|"
    r"suprim(?:e|a|ir|id|an|as|ais)|destru(?:ir|ye|ya|yan)|remuev(?:a|an|e)|remover|"
    r"deshac(?:er|erse|eros) de|(?:dar|den?|deis|des) de baja|anonimi[cz](?:ar|e|en)",
    deleted=r"(?:(?:borrad|eliminad|suprimid|destruid|cancelad)[oa]s?|desaparezcan?)",
    wanted=r"quiero|quisiera|queria|deseo|necesito|pido|solicito|exijo|gustaria|favor|ruego|"
    r"puede[ns]?|podria[ns]?|podeis",
    must=r"(?:deben|debe|deberian?|tienen que|tiene que|han de) (?:ser|quedar)",
    deletion=r"supresion|eliminacion|borrado|cancelacion|baja",
    asked=(
        rf"\b(?:borr|elimin|quit|sac|saqu|tach){_FORM}?(?:me|nos) (?:de (?:todas? )?{_OURS}|"
        rf"del (?:sistema|registro|boletin))",
        rf"\b(?:borrad|eliminad|sacad)[oa]s? (?:de {_OURS}|del sistema)",
        rf"\bno (?:\w+ )?(?:quiero|deseo) (?:\w+ )?que (?:\w+ )?teng(?:a|an|as|"
        rf"ais) (?:\w+ )?{_MINE}",
        r"^(?:solicitud de )?(?:supresion|eliminacion|borrado) de (?:mis )?datos(?: personales)?$",
        rf"\b(?:salir|desaparecer) de {_OURS}",
        r"\bquiero (?:que se me olvide|ser (?:olvidad|eliminad|borrad)[oa])$",
        rf"\bme (?:\w+ )?(?:borr|elimin|quit|sac|saqu){_FORM} de {_OURS}",
        r"^(?:por favor )?(?:borrar|eliminar|"
        r"suprimir) (?:mis )?datos(?: personales)?(?: por favor)?$",
        r"\b(?:date|dame|denme|deme|dadme|darme|me den|me des|me de) de baja\b",
        r"\bolvid(?:a|ame|ate|e|ese|en|ense|ad|aos|arse|eis|arte)(?:me)?(?: de)? (?:todo (?:\w+ )"
        r"{0,5}?)?(?:sobre |de )?mi\b(?! \w)",
        r"(?:^|, |\bfavor |\bfavor, |\bque me )(?:olvidame|olvideme|olvidenme|olvides|olviden)$",
        r"\bderecho (?:al olvido|de supresion|a la supresion|de cancelacion|a la eliminacion)\b"
        r"(?<!es el derecho al olvido)",
        r"\b(?:solicitud|peticion|solicito)(?: \w+){0,3} (?:rgpd|gdpr|lopd|lopdgdd)\b",
        r"\b(?:rgpd|gdpr|lopd)(?: \w+){0,2} (?:solicitud|peticion|supresion|borrado)\b",
        r"\bart(?:iculo)? 17\b(?: \w+){0,3} (?:rgpd|gdpr|reglamento)",
        rf"\bno (?:\w+ ){{0,4}}?(?:guard|conserv|almacen|manten|reten)\w+ (?:\w+ )?{_MINE}",
        rf"\bdej(?:a|e|en|ad|ar|es) de (?:guardar|conservar|almacenar|tener) (?:\w+ )?{_MINE}",
    ),
    it=(
        r"\b(?:borr|elimin|quit)(?:a|ad|ar|e|en)(?:l[oa]s?|mel[oa]s?|noslos?)\b",
        r"\bsuprim(?:e|a|ir|id|an)l[oa]s?\b|\bl[oa]s? (?:borr|elimin)(?:en|es|eis)\b|"
        r"\b(?:borr|elimin)(?:a|ad|ar|e|en) (?:todo|eso|esto)\b",
    ),
    handled=(
        r"^(?:(?:y|pero|hola|oye|entonces),? (?:, )?)*(?:cuando|cuanto|por cuanto|durante cuanto|"
        r"por que|que (?!(?:borr|elimin|supr|mis|se))|cual|quien(?:es)? (?:puede|tiene|ve)|"
        r"donde guard|"
        r"borra[ns]\b|borrais\b|elimina[ns]\b|suprimen\b|se (?:borran|eliminan))",
        r"\b(?:saber|preguntar|pregunto|duda|seguro) (?:\w+ )?(?:si|cuando|cuanto|que pasa)\b",
        r"\b(?:no|nunca|sin)(?: (?:me|nos|los|las|quiero que|se))* (?:borr|elimin|quit|suprim|"
        r"olvid)"
        r"\w+",
        r"\bpor (?:error|equivocacion)\b|\bsin querer\b",
    ),
    otherwise=(
        r"\bmi (?:cuenta|perfil) (?:de|en|del) (?!(?:su|tu|vuestr|la pagina|este|esta)\b)\w+",
        rf"{_MINE} del? (?!(?:sus?|tus?|vuestr\w+|todas?|todos?|l[ao]s? (?:listas?|bases?|web|"
        rf"pagina)|"
        r"inmediato|forma|manera|lista|aqui|sistema|registro|newsletter|boletin|contacto|correo|"
        r"chat|cliente|telefono|movil|email|e)\b)\w+",
        r"\blista de espera\b",
        r"\bmi numero de (?:sesiones|reserva|cita)\b",
        r"\b(?:datos|correo|nombre|informacion|mensajes) (?:de|en) (?:internet|facebook|google|"
        r"instagram|linkedin|mi \w+)\b",
    ),
    condition=r"si|cuando|despues|tras|al (?:terminar|acabar|cancelar|final)|antes|una vez",
)
